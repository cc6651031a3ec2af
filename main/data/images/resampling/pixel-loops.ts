// The loops over pixels that resample.c has, with the memory that they work in.
import { resampleWasm } from './resample-wasm'

interface WasmMemory {
  readonly buffer: ArrayBuffer
  readonly grow: (pages: number) => number
}

/** What is used of WebAssembly, which Node has and its types leave out. */
declare const WebAssembly: {
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => WasmMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: { readonly env: { readonly memory: WasmMemory } }) => { readonly exports: unknown }
}

/** What resample.c exports; addresses are in bytes. */
interface PixelLoops {
  readonly sumRows: (rows: number, stride: number, length: number, weights: number, count: number, between: number) => void
  readonly sumColumns: (between: number, channels: number, starts: number, weights: number, taps: number, width: number, pixels: number, result: number, plane: number) => void
  readonly sumColours: (planes: number, pixels: number, sums: number) => void
}

const pageBytes = 65_536
/** The module's own stack and constants lie in its first pages; 64 MB are its bound. */
const [ownPages, mostPages] = [2, 1024]

/** Address from which on the memory is free for whoever calls the loops. */
export const firstFree = ownPages * pageBytes

let loaded: { readonly loops: PixelLoops; readonly memory: WasmMemory } | undefined

function loadedModule(): NonNullable<typeof loaded> {
  if (loaded) return loaded
  const memory = new WebAssembly.Memory({ initial: ownPages, maximum: mostPages })
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(resampleWasm, 'base64')), { env: { memory } })
  loaded = { loops: instance.exports as PixelLoops, memory }
  return loaded
}

export const pixelLoops = (): PixelLoops => loadedModule().loops

/** The memory, with room up to an address; valid until more room is asked for. */
export function withRoom(end: number): ArrayBuffer {
  const { memory } = loadedModule()
  const missing = end - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
  return memory.buffer
}
