// The figures of a run, each a number, a unit and a label.
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { formatBytes, formatDuration, formatLoss, formatPercent, formatRate, formatStepTime } from '@common/words/format'

export interface Tile {
  readonly key: 'speed' | 'stepTime' | 'trainLoss' | 'testAccuracy' | 'memory' | 'utilization' | 'time'
  readonly value: string
  readonly unit: string
  readonly label: string
  /** Where there is little room. */
  readonly shortLabel: string
}

/** Takes a formatted quantity apart: what stands before the last space is the number. */
function quantity(text: string): { readonly value: string; readonly unit: string } {
  const [value = '', unit = '', ...rest] = text.split('\u00a0')
  return rest.length === 0 ? { value, unit } : { value: text, unit: '' }
}

const unknown = { value: '–', unit: '' }

/** Figures of a run that goes on (from its newest point) or has ended (from its record). */
export function tilesOf(run: RunRecord, point: ProgressPoint | null): Tile[] {
  const hasEnded = run.endedAt !== null
  const tile = (key: Tile['key'], figure: Pick<Tile, 'value' | 'unit'>, label: string, shortLabel = label): Tile => ({
    key,
    ...figure,
    label,
    shortLabel,
  })
  const speed = hasEnded ? run.imagesPerSecond : (point?.imagesPerSecond ?? null)
  const stepSeconds = hasEnded && speed ? run.spec.batchSize / speed : (point?.stepSeconds ?? null)
  const loss = hasEnded ? run.trainLoss : (point?.runningLoss ?? run.trainLoss)
  const time = hasEnded ? run.elapsedSeconds : (point?.secondsLeft ?? null)
  return [
    tile('speed', speed === null ? unknown : { value: formatRate(speed), unit: '' }, 'images per second', 'images/s'),
    tile('stepTime', stepSeconds === null ? unknown : quantity(formatStepTime(stepSeconds)), 'per step'),
    tile('trainLoss', loss === null ? unknown : { value: formatLoss(loss), unit: '' }, 'train loss'),
    tile('testAccuracy', run.testAccuracy === null ? unknown : quantity(formatPercent(run.testAccuracy)), 'test accuracy', 'test acc.'),
    ...memoryTiles(run, point).map(({ key, figure, label, shortLabel }) => tile(key, figure, label, shortLabel)),
    tile('time', time === null ? unknown : quantity(formatDuration(time)), hasEnded ? 'training time' : 'time left', hasEnded ? 'took' : 'left'),
  ]
}

interface Reading {
  readonly key: Tile['key']
  readonly figure: Pick<Tile, 'value' | 'unit'>
  readonly label: string
  readonly shortLabel: string
}

/** The memory of the engine process; of a run on a GPU, of the GPU, and how busy that is while something tells it. */
function memoryTiles(run: RunRecord, point: ProgressPoint | null): Reading[] {
  const hasEnded = run.endedAt !== null
  const isOnGpu = run.deviceBytesBasis !== null
  const now = isOnGpu ? point?.deviceBytes : point?.rssBytes
  const bytes = (hasEnded ? (isOnGpu ? run.peakDeviceBytes : run.peakRssBytes) : now) ?? null
  const labels = { measured: ['GPU memory', 'peak GPU memory'], counted: ['held on the GPU', 'held on the GPU'], none: ['memory', 'peak memory'] } as const
  const memory: Reading = {
    key: 'memory',
    figure: bytes === null ? unknown : quantity(formatBytes(bytes)),
    label: labels[run.deviceBytesBasis ?? 'none'][hasEnded ? 1 : 0],
    shortLabel: isOnGpu ? 'on the GPU' : 'memory',
  }
  const utilization = point?.deviceUtilization ?? null
  if (hasEnded || utilization === null) return [memory]
  return [memory, { key: 'utilization', figure: quantity(formatPercent(utilization)), label: 'GPU busy', shortLabel: 'GPU busy' }]
}
