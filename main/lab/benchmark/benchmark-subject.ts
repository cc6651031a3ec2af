// What a benchmark trains: a spec on a device.
import type { DeviceName } from '@contract/devices/devices'
import type { RunSpec } from '@contract/training/run-spec'

export interface BenchmarkSubject {
  readonly spec: RunSpec
  readonly device: DeviceName
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
}
