// The memory of a run in a chart: whose it is, and what was predicted of it.
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'

/** What the memory of a run is counted of; on a GPU what counts is the GPU's. */
export function memoryNote({ deviceBytesBasis }: RunRecord): string {
  switch (deviceBytesBasis) {
    case 'measured':
      return 'memory of the GPU that came into use since the run began'
    case 'counted':
      return 'what the engine holds on the GPU between steps, by its own count'
    case null:
      return 'resident memory of the engine'
  }
}

/** The most memory that a run took, in bytes: of the GPU where it trained on one, else of the engine; null where it is not known. */
export function peakMemory(run: RunRecord): number | null {
  return run.deviceBytesBasis === null ? run.peakRssBytes : run.peakDeviceBytes
}

/** Its predicted peak, in bytes; null where the run has not begun. */
export function predictedMemory(run: RunRecord): number | null {
  return run.deviceBytesBasis === null ? run.predictedRssBytes : run.predictedDeviceBytes
}

/** Memory in use at a point of a run, in bytes: what its curve and its tile show. */
export function memoryAt({ deviceBytesBasis }: RunRecord, { deviceBytes, rssBytes }: ProgressPoint): number | null {
  return deviceBytesBasis === null ? rssBytes : deviceBytes
}
