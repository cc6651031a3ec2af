// Titles of devices in stored runs, in `--json` and in keys: the same in every language. What people read is made of their parts, see common/words/device-title.ts.
import type { DeviceName } from './devices'

/** The parts of a device's title. */
export interface DeviceParts {
  readonly device: DeviceName
  /** The GPU's own name, as its driver tells it; null on the CPU, and where none is told. */
  readonly card: string | null
  readonly isSoftware: boolean
  /** Threads on the CPU; null where they are not known. */
  readonly threads: number | null
}

/** `CPU, 2 threads`, `NVIDIA GeForce RTX 3060 through WebGPU`. */
export function plainDeviceTitle({ device, card, isSoftware, threads }: DeviceParts): string {
  switch (device) {
    case 'cpu':
      return threads === null ? 'CPU' : `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
    case 'webgpu':
      return isSoftware ? `${card ?? 'GPU'}, a GPU in software` : `${card ?? 'GPU'} through WebGPU`
    case 'cuda':
      return `${card ?? 'NVIDIA GPU'} through CUDA`
  }
}

/** How titles of GPUs end: that of runs of earlier versions in the language in which the run was made. */
const software = /(, a GPU in software|（软件模拟的 GPU）)$/u
const through = /( through |（通过 )(WebGPU|CUDA)）?$/u

/** The parts of a title that was stored in whatever language. @param threads as they are stored beside it */
export function partsOfTitle(device: DeviceName, title: string, threads: number | null): DeviceParts {
  if (device !== 'cpu') return { device, card: title.replace(software, '').replace(through, ''), isSoftware: software.test(title), threads: null }
  const told = Number(/\d+/.exec(title)?.[0] ?? 0)
  return { device, card: null, isSoftware: false, threads: threads ?? (told > 0 ? told : null) }
}

/** A title that was stored in whatever language, as every language has it. */
export const asPlainTitle = (device: DeviceName | null, title: string | null, threads: number | null): string | null => (device === null || title === null ? title : plainDeviceTitle(partsOfTitle(device, title, threads)))
