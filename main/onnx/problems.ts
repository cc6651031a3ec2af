// What can be wrong with an ONNX file, in words for the user.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

/** The file is damaged, or no ONNX file at all. */
export function unreadable(message: string, options?: ErrorOptions): LabError {
  return new LabError('onnx/unreadable', message, phrase('Choose an .onnx file; where it is one, export the network anew.'), options)
}

/** The file is valid, but holds something that the lab cannot take. */
export class Unsupported extends LabError {
  /** What the lab cannot take, as the end of a sentence without its full stop. */
  readonly what: string

  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super('onnx/unsupported', phrase('The lab cannot take this network: {what}.', { what }), remedy, options)
    this.what = what
  }
}

/** Most nodes that one message names. */
const mostNamed = 5

/** What is wrong with each of several nodes, as the end of a sentence: the first ones, and how many more there are. */
export function ofNodes(faults: readonly string[]): string {
  const more = faults.length > mostNamed ? phrase('; and {count} nodes more', { count: faults.length - mostNamed }) : ''
  return `${faults.slice(0, mostNamed).join(phrase('; '))}${more}`
}

/** The error for something that the lab cannot take. */
export function unsupported(what: string, remedy = phrase('Replace what it names, and export the network again.'), options?: ErrorOptions): Unsupported {
  return new Unsupported(what, remedy, options)
}
