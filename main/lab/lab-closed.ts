// What is told to whoever waits for an answer of a lab that closes.
import { LabError } from '@contract/problem'

export function labClosed(): LabError {
  return new LabError('lab/closed', 'The lab is being closed.', 'Start it again.')
}
