// The lab: every use case of the product behind one object, shared by the window and the command line.
import type { DatasetName } from '@contract/datasets'
import type { Estimate } from '@contract/estimate'
import type { LabEvent } from '@contract/events'
import type { Catalogue, RunDetail, SampleImage } from '@contract/lab-api'
import type { LayerTable } from '@contract/layer-table'
import type { RunRecord } from '@contract/run-record'
import type { RunSpec } from '@contract/run-spec'
import type { EngineLauncher } from './engine-process/channel'
import type { LabUseCases } from './use-cases'

export interface LabOptions {
  /** The folder that holds the store and the runs' files; made where it is missing. See `labHome`. */
  readonly home: string
  /** Starts engine processes: `forkLauncher(entry)` under Node, the app's own under Electron. */
  readonly launcher: EngineLauncher
}

export declare class Lab implements LabUseCases {
  /** Opens the store. @throws LabError where the home folder or the store cannot be used */
  constructor(options: LabOptions)
  catalogue(): Promise<Catalogue>
  estimate(spec: RunSpec, measure: boolean): Promise<Estimate>
  summarize(spec: RunSpec): Promise<LayerTable>
  samples(name: DatasetName, count: number): Promise<readonly SampleImage[]>
  start(spec: RunSpec, title: string): Promise<RunRecord>
  pause(id: string): Promise<RunRecord>
  resume(id: string): Promise<RunRecord>
  stop(id: string): Promise<RunRecord>
  remove(id: string): Promise<null>
  runs(): Promise<readonly RunRecord[]>
  run(id: string): Promise<RunDetail>
  onEvent(listener: (event: LabEvent) => void): () => void
  /** The run that goes on in this process or is paused in it; null where none is. */
  get activeRun(): RunRecord | null
  /** Stops a running engine with a checkpoint (bounded wait, then it is killed), ends queued runs, closes the store. */
  close(): Promise<void>
}
