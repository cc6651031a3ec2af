// Points and results of a run by column, from records, for tests on every floor.
import type { MergedCurves } from '../runs/curve-columns'
import { heldOut } from '../runs/held-out'
import type { EpochResult, ProgressPoint } from '../runs/run-record'

export function curveColumns(points: readonly ProgressPoint[], epochs: readonly EpochResult[] = []): MergedCurves {
  const pointColumn = (value: (point: ProgressPoint) => number): Float64Array => Float64Array.from(points, value)
  const epochColumn = (value: (result: EpochResult) => number): Float64Array => Float64Array.from(epochs, value)
  return {
    points: {
      step: pointColumn(({ step }) => step),
      epoch: pointColumn(({ epoch }) => epoch),
      loss: pointColumn(({ loss }) => loss),
      accuracy: pointColumn(({ accuracy }) => accuracy),
      imagesPerSecond: pointColumn(({ imagesPerSecond }) => imagesPerSecond),
      memoryBytes: pointColumn(({ deviceBytes, rssBytes }) => deviceBytes ?? rssBytes),
      elapsedSeconds: pointColumn(({ elapsedSeconds }) => elapsedSeconds),
    },
    epochs: { epoch: epochColumn(({ epoch }) => epoch), heldOutLoss: epochColumn((result) => heldOut(result).loss), heldOutAccuracy: epochColumn((result) => heldOut(result).accuracy) },
    last: points.at(-1) ?? null,
    pointsEach: 1,
  }
}
