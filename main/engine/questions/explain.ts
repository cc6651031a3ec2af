// Explains a network's answer to one image.
import { explainImage } from '../inspection/explain-image'
import { withNetwork } from '../inspection/with-network'
import type { Work } from './work'

/** Computes on the CPU. @throws LabError `inspection/...`, `network/...`, `evaluation/not-finite`, `checkpoint/damaged` */
export const explain: Work<'explain'> = (task) => withNetwork(task, (network) => explainImage(network, task))
