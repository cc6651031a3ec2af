// The figures of a run, each a number, a unit and a label.
import { phrase } from '@language/phrase'
import { heldOutSplit, lastHeldOut } from '@contract/runs/held-out'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { memoryAt, peakMemory, predictedMemory } from '@common/words/run-memory'
import { splitWords } from '@common/words/split-words'
import { formatBytes, formatCount, formatDuration, formatLoss, formatPercent, formatRate, formatStepTime } from '@common/words/format'

export interface Tile {
  readonly key: 'speed' | 'stepTime' | 'trainLoss' | 'testAccuracy' | 'memory' | 'utilization' | 'time'
  readonly value: string
  readonly unit: string
  readonly label: string
  /** A second figure that belongs to the first, with its name, e.g. `test 0.412`; empty for none. */
  readonly detail: string
}

/** Divides a formatted quantity into number and unit, at the last space. */
function quantity(text: string): Pick<Tile, 'value' | 'unit'> {
  const [value = '', unit = '', ...rest] = text.split('\u00a0')
  return rest.length === 0 ? { value, unit } : { value: text, unit: '' }
}

const unknown = { value: '–', unit: '' }

/** A formatted figure; a dash where it is not known. */
function figure(value: number | null, format: (value: number) => string): Pick<Tile, 'value' | 'unit'> {
  return value === null ? unknown : quantity(format(value))
}

/** A second figure with its name; empty where it is not known. */
function detail(name: string, value: number | null, format: (value: number) => string): string {
  return value === null ? '' : `${name} ${format(value)}`
}

/** Figures of a run: from its newest point while it is training, from its record when it has ended. */
export function tilesOf(run: RunRecord, point: ProgressPoint | null): Tile[] {
  const hasEnded = run.endedAt !== null
  const speed = hasEnded ? run.imagesPerSecond : (point?.imagesPerSecond ?? null)
  const stepSeconds = hasEnded && speed ? run.spec.batchSize / speed : (point?.stepSeconds ?? null)
  const loss = hasEnded ? run.trainLoss : (point?.runningLoss ?? run.trainLoss)
  const trainAccuracy = hasEnded ? run.trainAccuracy : (point?.runningAccuracy ?? run.trainAccuracy)
  const split = heldOutSplit(run.spec)
  const judged = lastHeldOut(run)
  // A run with images for validation is tested once: its last tile then tells of the test.
  const tested = split === 'validation' ? run.testAccuracy : null
  const accuracy: Pick<Tile, 'value' | 'unit' | 'label' | 'detail'> =
    tested === null
      ? { ...figure(judged.accuracy, formatPercent), label: phrase('{split} accuracy', { split: splitWords[split] }), detail: detail(splitWords.train, trainAccuracy, formatPercent) }
      : { ...figure(tested, formatPercent), label: phrase('test accuracy'), detail: detail(splitWords.validation, judged.accuracy, formatPercent) }
  return [
    { key: 'speed', ...figure(speed, formatRate), label: phrase('images/s'), detail: hasEnded ? phrase('median') : detail(phrase('median'), run.imagesPerSecond, formatRate) },
    { key: 'stepTime', ...figure(stepSeconds, formatStepTime), label: phrase('per step'), detail: detail(phrase('batch of'), run.spec.batchSize, formatCount) },
    { key: 'trainLoss', ...figure(loss, formatLoss), label: phrase('train loss'), detail: detail(splitWords[split], judged.loss, formatLoss) },
    { key: 'testAccuracy', ...accuracy },
    ...memoryTiles(run, point),
    timeTile(run, point),
  ]
}

/** Time left and elapsed; after the end the whole time, and the time of an epoch. */
function timeTile(run: RunRecord, point: ProgressPoint | null): Tile {
  if (run.endedAt === null) {
    const elapsed = point?.elapsedSeconds ?? (run.elapsedSeconds > 0 ? run.elapsedSeconds : null)
    return { key: 'time', ...figure(point?.secondsLeft ?? null, formatDuration), label: phrase('time left'), detail: detail(phrase('so far'), elapsed, formatDuration) }
  }
  const epochSeconds = run.epochs.length === 0 ? null : run.epochs.reduce((sum, { seconds }) => sum + seconds, 0) / run.epochs.length
  return { key: 'time', ...figure(run.elapsedSeconds, formatDuration), label: phrase('training time'), detail: detail(phrase('epoch § before its time'), epochSeconds, formatDuration) }
}

/** Labels of a run's memory, current and peak. */
const memoryLabels = {
  none: { now: phrase('memory now'), peak: phrase('peak memory') },
  measured: { now: phrase('GPU memory now'), peak: phrase('peak GPU memory') },
  counted: { now: phrase('held on the GPU'), peak: phrase('held on the GPU') },
} as const

/** Memory of the engine process, or of the GPU where the run trains on one, with the GPU's use where it can be read. The curve below shows the same memory. */
function memoryTiles(run: RunRecord, point: ProgressPoint | null): Tile[] {
  const hasEnded = run.endedAt !== null
  const bytes = hasEnded ? peakMemory(run) : point && memoryAt(run, point)
  const label = memoryLabels[run.deviceBytesBasis ?? 'none'][hasEnded ? 'peak' : 'now']
  const memory: Tile = { key: 'memory', ...figure(bytes, formatBytes), label, detail: detail(phrase('predicted'), predictedMemory(run), formatBytes) }
  const utilization = point?.deviceUtilization ?? null
  if (hasEnded || utilization === null) return [memory]
  return [memory, { key: 'utilization', ...figure(utilization, formatPercent), label: phrase('GPU busy'), detail: '' }]
}
