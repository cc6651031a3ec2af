// The devices that a run can train on.
import { z } from 'zod'

export const deviceNames = ['cpu', 'webgpu', 'cuda'] as const
export const deviceNameSchema = z.enum(deviceNames)
export type DeviceName = z.infer<typeof deviceNameSchema>

/** What a run may ask for: a device, or `auto` for the best usable one. */
export const deviceChoiceSchema = z.enum(['auto', ...deviceNames])
export type DeviceChoice = z.infer<typeof deviceChoiceSchema>

export interface DeviceInfo {
  readonly name: DeviceName
  /** As the user knows it, e.g. `CPU, 2 threads`, `NVIDIA GeForce RTX 3060 through WebGPU`. */
  readonly title: string
  /** The GPU's own name, as its driver tells it; null on the CPU, and where none is known. */
  readonly card: string | null
  readonly usable: boolean
  /** Where not usable: why. Else empty. */
  readonly reason: string
  /** Where not usable: the step that would make it so. Else empty. */
  readonly remedy: string
  /** A command of that step, to be copied; empty where there is none. */
  readonly command: string
  /** Threads that the CPU device computes with; null on other devices. */
  readonly threads: number | null
  /** Memory of the device in bytes; null where unknown. */
  readonly memoryBytes: number | null
  /** The driver behind a GPU, e.g. `NVIDIA 550.54.15`; empty where there is none, or none is known. */
  readonly driver: string
  /** Whether the CPU only plays a GPU: right results, slowly. `auto` never takes such a device. */
  readonly isSoftware: boolean
}
