// Words for how many runs train at once, and what that is predicted to cost.
import { formatBytes } from '@common/words/format'
import type { SideBySide } from '@contract/runs/run-queue'

/** The choice in two or three words. */
export function atOnceLabel(atOnce: number): string {
  return atOnce === 1 ? 'One after another' : `${atOnce} at once`
}

/** The prediction in a sentence, and whether the runs fit. */
export function sideBySideWords({ memoryBytes, freeBytes, speed, threads, fits }: SideBySide): string {
  const memory = `about ${formatBytes(memoryBytes)} of ${formatBytes(freeBytes)}`
  if (!fits) return `Would take ${memory} that are free: one that does not fit waits.`
  return `${memory}, each about ${speed.toFixed(1)} times as fast as alone, on the CPU with ${threads} ${threads === 1 ? 'thread' : 'threads'} each`.replace(/^a/, 'A')
}
