// The error of a question to the table of runs that cannot be understood: what is wrong, and at which place of the text.
import type { Place } from './condition'

export class QueryFault extends Error {
  constructor(message: string, readonly place: Place) {
    super(message)
    this.name = 'QueryFault'
  }
}
