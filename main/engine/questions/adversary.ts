// Searches the smallest step against the gradient's sign that changes a network's answer to one image.
import { signSteps } from '../inspection/sign-steps'
import { withNetwork } from '../inspection/with-network'
import type { Work } from './work'

/** Computes on the CPU. @throws LabError `inspection/...`, `network/...`, `evaluation/not-finite`, `checkpoint/damaged` */
export const adversary: Work<'adversary'> = ({ pixels, ...task }) => withNetwork(task, (network) => signSteps(network, pixels))
