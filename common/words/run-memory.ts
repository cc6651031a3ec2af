// The memory of a run: whether it is the engine's or the GPU's, its peak, and its prediction.
import { phrase } from '@language/phrase'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'

/** Which memory the figures of a run are: on a GPU that of the GPU. */
export function memoryNote({ deviceBytesBasis }: RunRecord): string {
  switch (deviceBytesBasis) {
    case 'measured':
      return phrase('memory of the GPU that came into use since the run began')
    case 'counted':
      return phrase('held on the GPU between steps, as counted by the engine')
    case null:
      return phrase('resident memory of the engine')
  }
}

/** Peak memory of a run, in bytes: of the GPU where it trained on one, else of the engine; null where it is not known. */
export function peakMemory(run: RunRecord): number | null {
  return run.deviceBytesBasis === null ? run.peakRssBytes : run.peakDeviceBytes
}

/** Predicted peak memory of a run, in bytes; null where the run has not begun. */
export function predictedMemory(run: RunRecord): number | null {
  return run.deviceBytesBasis === null ? run.predictedRssBytes : run.predictedDeviceBytes
}

/** Memory in use at a point of a run, in bytes, for its curve and its tile. */
export function memoryAt({ deviceBytesBasis }: RunRecord, { deviceBytes, rssBytes }: ProgressPoint): number | null {
  return deviceBytesBasis === null ? rssBytes : deviceBytes
}
