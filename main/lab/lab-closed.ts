// What is told to whoever waits for an answer of a lab that closes.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

export function labClosed(): LabError {
  return new LabError('lab/closed', phrase('The lab is being closed.'), phrase('Start it again.'))
}
