// The GPU behind WebGPU: ONNX Runtime does not say which one it took, but the libraries that it loads name it in the log of a probe.
import { basename } from 'node:path'

export interface Adapter {
  /** E.g. `AMD Radeon RX 6700 XT (RADV NAVI22)`. */
  readonly name: string
  /** File of the driver, e.g. `libvulkan_radeon.so`; empty where it is not told. */
  readonly driver: string
  /** Memory of its own, in bytes; null where it is not told. */
  readonly memoryBytes: number | null
  /** Whether a program on the CPU plays the GPU. */
  readonly isSoftware: boolean
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i

/** The adapter that Vulkan's loader opened, by its line `Using "NAME" with driver: "PATH"` (under `VK_LOADER_DEBUG=driver`); null: none. */
export function vulkanAdapter(log: string): Adapter | null {
  const [, name, path] = /Using "(.+)" with driver: "(.+)"/.exec(log) ?? []
  if (name === undefined || path === undefined) return null
  return { name, driver: basename(path), memoryBytes: null, isSoftware: softwareNames.test(name) }
}

/** The devices that Vulkan's loader found, whether WebGPU can use them or not: its lines `[0] NAME`. */
export function vulkanDevices(log: string): readonly string[] {
  const names = [...log.matchAll(/DRIVER:\s+\[\d+\] (.+?)\s*$/gm)].map(([, name = '']) => name)
  return [...new Set(names)]
}

/**
 * The adapter that Direct3D 12 takes, the one that is best for performance, by ONNX Runtime's line `Discovered OrtHardwareDevice {…}`
 * (logged as information). Software adapters are not listed: where the list is empty and a program ran all the same, it ran in software.
 */
export function direct3dAdapter(log: string): Adapter {
  const gpus = [...log.matchAll(/Discovered OrtHardwareDevice \{.*?\btype:1\b.*?metadata: \[(.*)\]\}/g)].map(([, metadata = '']) => {
    const entry = (key: string) => new RegExp(`\\b${key}=(.*?)(?:, |$)`).exec(metadata)?.[1]
    return { name: entry('Description'), mebibytes: entry('DxgiVideoMemory'), rank: Number(entry('DxgiHighPerformanceIndex') ?? Infinity) }
  })
  const best = gpus.reduce<(typeof gpus)[number] | null>((first, gpu) => (first && first.rank <= gpu.rank ? first : gpu), null)
  if (!best) return { name: 'Microsoft Basic Render Driver', driver: '', memoryBytes: null, isSoftware: true }
  const memory = parseInt(best.mebibytes ?? '', 10)
  return { name: best.name ?? 'GPU', driver: '', memoryBytes: memory > 0 ? memory * 2 ** 20 : null, isSoftware: false }
}
