// Words for how many runs train at once, and what that is predicted to cost.
import { formatBytes } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { SideBySide } from '@contract/runs/run-queue'

/** The choice in two or three words. */
export function atOnceLabel(atOnce: number): string {
  return atOnce === 1 ? phrase('One after another') : phrase('{atOnce} at once', { atOnce })
}

/** The prediction in a sentence, and whether the runs fit. */
export function sideBySideWords({ memoryBytes, freeBytes, speed, threads, fits }: SideBySide): string {
  const memory = phrase('about {memoryBytes} of {freeBytes}', { memoryBytes: formatBytes(memoryBytes), freeBytes: formatBytes(freeBytes) })
  if (!fits) return phrase('Would take {memory} that are free: one that does not fit waits.', { memory })
  return phrase('{memory}, each about {speed} times as fast as alone, on the CPU with {threads} {which} each', { memory, speed: speed.toFixed(1), threads, which: threads === 1 ? 'thread' : 'threads' }).replace(/^a/, 'A')
}
