// The six figures of a run, each a number, a unit and a label.
import type { ProgressPoint, RunRecord } from '@contract/run-record'
import { formatBytes, formatDuration, formatLoss, formatPercent, formatRate, formatStepTime } from './format'

export interface Tile {
  readonly key: 'speed' | 'stepTime' | 'trainLoss' | 'testAccuracy' | 'memory' | 'time'
  readonly value: string
  readonly unit: string
  readonly label: string
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
  const speed = hasEnded ? run.imagesPerSecond : (point?.imagesPerSecond ?? null)
  const loss = hasEnded ? run.trainLoss : (point?.runningLoss ?? run.trainLoss)
  const memory = hasEnded ? run.peakRssBytes : (point?.rssBytes ?? null)
  return [
    { key: 'speed', ...(speed === null ? unknown : { value: formatRate(speed), unit: '' }), label: 'images per second' },
    { key: 'stepTime', ...(point ? quantity(formatStepTime(point.stepSeconds)) : unknown), label: 'per step' },
    { key: 'trainLoss', ...(loss === null ? unknown : { value: formatLoss(loss), unit: '' }), label: 'train loss' },
    { key: 'testAccuracy', ...(run.testAccuracy === null ? unknown : quantity(formatPercent(run.testAccuracy))), label: 'test accuracy' },
    { key: 'memory', ...(memory === null ? unknown : quantity(formatBytes(memory))), label: hasEnded ? 'peak memory' : 'memory' },
    hasEnded
      ? { key: 'time', ...quantity(formatDuration(run.elapsedSeconds)), label: 'training time' }
      : { key: 'time', ...(point ? quantity(formatDuration(point.secondsLeft)) : unknown), label: 'time left' },
  ]
}
