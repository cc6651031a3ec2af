#!/usr/bin/env bash
# Compiles resample.c into resample-wasm.ts; wants clang and wasm-ld (Debian: clang, lld). Made with clang 14.0.6.
set -euo pipefail
cd "$(dirname "$0")"
clang --target=wasm32 -O3 -msimd128 -nostdlib -fno-builtin -Wl,--no-entry -Wl,--import-memory -Wl,--strip-all -Wl,-z,stack-size=4096 -Wl,--initial-memory=131072 -o /tmp/resample.wasm resample.c
{
  echo '// Compiled from resample.c by build.sh; do not edit.'
  echo
  echo '/** A WebAssembly module, in base64. */'
  echo "export const resampleWasm = '$(base64 -w0 /tmp/resample.wasm)'"
} > resample-wasm.ts
rm /tmp/resample.wasm
