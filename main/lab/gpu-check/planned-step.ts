// A step of the check of GPUs: what it is about, the time that it may take, and its work.
import type { DeviceInfo, DeviceName } from '@contract/devices/devices'
import type { CheckStatus } from '@contract/devices/gpu-check'
import type { Peer } from '../benchmark/peer'
import type { EngineLauncher } from '../engine-process/channel'

/** What a step found. */
export interface Finding {
  readonly status: Extract<CheckStatus, 'passed' | 'failed' | 'told' | 'lacking'>
  readonly words: string
  readonly figures: Readonly<Record<string, unknown>>
}

export interface PlannedStep {
  readonly title: string
  readonly device: DeviceName | null
  /** Seconds after which the step is given up. */
  readonly seconds: number
  /** @throws LabError, which becomes the words of a step that failed; the signal's reason */
  readonly run: (signal: AbortSignal) => Promise<Finding>
}

/** What steps work with. */
export interface StepDeps {
  readonly launcher: EngineLauncher
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  /** PyTorch with the GPU; null: it was not found. */
  readonly pytorch: Peer | null
}

/** A GPU to check. */
export interface CheckedGpu {
  readonly info: DeviceInfo & { readonly name: Exclude<DeviceName, 'cpu'> }
  /** Whether sizes have to be tiny, as for a GPU that the CPU plays. */
  readonly isSmall: boolean
}
