// A problem in one line: what is wrong, then what to do.
import type { Problem } from '@contract/problem'
import { behindSentence } from './sentences'

/** `The disk is full. Free some space.`; the message alone where there is no remedy. */
export function problemSentence({ message, remedy }: Pick<Problem, 'message' | 'remedy'>): string {
  return `${message}${behindSentence(message)}${remedy}`.trim()
}
