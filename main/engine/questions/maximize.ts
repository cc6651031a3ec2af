// Finds an image that a unit of a network likes.
import { ascend } from '../inspection/gradient-ascent'
import { withNetwork } from '../inspection/with-network'
import type { Work } from './work'

/** Times that progress is told, at most. */
const mostReports = 100

/** Computes on the CPU. @throws LabError `inspection/...`, `network/...`, `evaluation/not-finite`, `checkpoint/damaged` */
export const maximize: Work<'maximize'> = (task) =>
  withNetwork(task, (network) => {
    const every = Math.ceil(task.steps / mostReports)
    return ascend(network, task, (done) => {
      if (done % every === 0) task.onProgress?.(done, task.steps)
    })
  })
