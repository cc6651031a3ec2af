// Words for how many runs train at once, and what that is predicted to cost.
import { formatBytes, formatCounted } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { SideBySide } from '@contract/runs/run-queue'

/** The choice in two or three words. */
export function atOnceLabel(atOnce: number): string {
  return atOnce === 1 ? phrase('One after another') : phrase('{atOnce} at once', { atOnce })
}

/** The prediction in a sentence, and whether the runs fit. */
export function sideBySideWords({ memoryBytes, freeBytes, speed, threads, fits }: SideBySide): string {
  const [memory, free] = [formatBytes(memoryBytes), formatBytes(freeBytes)]
  if (!fits) return phrase('Would take about {memory} of {free} that are free: one that does not fit waits.', { memory, free })
  return phrase('About {memory} of {free}, each about {speed} times as fast as alone, on the CPU with {threads} each', { memory, free, speed: speed.toFixed(1), threads: formatCounted(threads, 'thread') })
}
