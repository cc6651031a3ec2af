// The memory of a run in words: whose it is, what was predicted and what was measured.
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { formatBytes } from '@common/words/format'

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

/** Predicted and measured memory side by side, in one sentence; empty where one of them is not known. */
export function memorySentence(run: RunRecord): string {
  const predicted = predictedMemory(run)
  const peak = peakMemory(run)
  if (predicted === null || peak === null) return ''
  switch (run.deviceBytesBasis) {
    case 'measured':
      return `GPU memory: ${formatBytes(peak)} at the peak, ${formatBytes(predicted)} predicted.`
    case 'counted':
      return `GPU memory: ${formatBytes(predicted)} predicted at the peak; the engine held ${formatBytes(peak)} between steps, by its own count.`
    case null:
      return `Memory: ${formatBytes(peak)} at the peak, ${formatBytes(predicted)} predicted.`
  }
}
