// Spreads drawing over frames: one chart in each, so that no frame is late because several charts are new at once.

/** Jobs in the order in which they were asked for; a job that waits already is not added again. */
const jobs = new Set<() => void>()

function runFirst(): void {
  for (const job of jobs) {
    jobs.delete(job)
    job()
    break
  }
  if (jobs.size > 0) requestAnimationFrame(runFirst)
}

/** Does the job in a frame of its own, as soon as there is one. A hidden page has no frames; the job waits until it is shown. */
export function inOwnFrame(job: () => void): void {
  if (jobs.size === 0) requestAnimationFrame(runFirst)
  jobs.add(job)
}

/** Forgets a job that still waits. */
export function cancelFrame(job: () => void): void {
  jobs.delete(job)
}
