// Draws at most one chart in each frame, so that no frame is late where several charts have something new.

/** Waiting jobs in the order of their requests; a waiting job is not added again. */
const jobs = new Set<() => void>()

function runFirst(): void {
  for (const job of jobs) {
    jobs.delete(job)
    job()
    break
  }
  if (jobs.size > 0) requestAnimationFrame(runFirst)
}

/** Does a job in the next free frame. A hidden page has no frames, so the job waits until the page is shown. */
export function inOwnFrame(job: () => void): void {
  if (jobs.size === 0) requestAnimationFrame(runFirst)
  jobs.add(job)
}

/** Forgets a job that still waits. */
export function cancelFrame(job: () => void): void {
  jobs.delete(job)
}
