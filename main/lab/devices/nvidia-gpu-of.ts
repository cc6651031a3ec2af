// Finds the NVIDIA GPU that a device computes on, so that memory, driver and readings are those of this one.
import { cudaDeviceOrder } from '../engine-process/engine-environment'
import type { NvidiaGpu } from './nvidia-smi'

/**
 * CUDA's first GPU by `CUDA_VISIBLE_DEVICES`; null where it is none of these, or cannot be determined. Engine processes number GPUs as
 * NVIDIA's tool does, unless the user has set another order: then only a UUID identifies one.
 * @param gpus in the tool's order
 */
export function gpuOfCuda(gpus: readonly NvidiaGpu[], environment: NodeJS.ProcessEnv = process.env): NvidiaGpu | null {
  const first = environment.CUDA_VISIBLE_DEVICES?.split(',')[0]?.trim() ?? '0'
  if (first.startsWith('GPU-')) return onlyOne(gpus.filter(({ uuid }) => uuid.startsWith(first)))
  // An empty variable, -1, and a part of a GPU (MIG-...) are none of them.
  const chosen = /^\d+$/.test(first) ? gpus.find(({ index }) => index === Number(first)) : undefined
  const isToolsOrder = (environment.CUDA_DEVICE_ORDER ?? cudaDeviceOrder) === cudaDeviceOrder
  return chosen && (isToolsOrder || gpus.length === 1) ? chosen : null
}

/** The GPU of a name; null where it is none of these. The whole name must match: `RTX 3060` is not `RTX 3060 Ti`. */
export function gpuOfWebgpu(gpus: readonly NvidiaGpu[], card: string): NvidiaGpu | null {
  return gpus.find(({ name }) => name === card) ?? null
}

function onlyOne(gpus: readonly NvidiaGpu[]): NvidiaGpu | null {
  return gpus.length === 1 ? (gpus[0] ?? null) : null
}
