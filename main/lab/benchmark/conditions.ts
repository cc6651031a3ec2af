// The conditions under which a benchmark was measured: machine, processor, versions, threads.
import { readFileSync } from 'node:fs'
import { arch, availableParallelism, loadavg, platform, totalmem } from 'node:os'
import type { BenchmarkConditions } from '@contract/benchmark/conditions'
import { processorName } from '../devices/cpu'
import { labVersion, onnxRuntimeVersion } from '../version'
import type { Peer } from './peer'

/** Vector instructions that decide how fast products are, the widest first. */
const vectorFlags = [
  ['amx_tile', 'AMX'],
  ['avx512f', 'AVX-512'],
  ['avx2', 'AVX2'],
] as const

/** The vector instructions of this processor as Linux lists them; empty elsewhere. */
function vectorInstructions(): readonly string[] {
  if (platform() !== 'linux') return []
  try {
    const flags = new Set((/^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '').split(' '))
    return vectorFlags.flatMap(([flag, name]) => (flags.has(flag) ? [name] : []))
  } catch {
    return [] // the name of the processor has to do
  }
}

export function conditionsOf(peers: readonly Peer[], device: string): BenchmarkConditions {
  return {
    measuredAt: new Date().toISOString(),
    processor: processorName(),
    vectorInstructions: [...vectorInstructions()],
    threads: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${arch()}`,
    device,
    lab: labVersion,
    node: process.versions.node,
    onnxRuntime: onnxRuntimeVersion,
    peers: peers.map(({ title, threads }) => ({ title, threads })),
    load: platform() === 'win32' ? null : (loadavg()[0] ?? null),
  }
}
