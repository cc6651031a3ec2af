// What is wrong with a value, in the lab's words: Zod's own messages are for developers, and English in every language.
import { phrase } from '@language/phrase'
import { z } from 'zod'

type RawIssue = Parameters<z.core.$ZodErrorMap>[0]

// Holds for every schema of a program, and yields to the words that a schema has itself.
z.config({ customError: issueWords })

/** The end of a sentence that begins with what the value is of: `must be a number`. */
function issueWords(issue: RawIssue): string {
  if (issue.input === undefined && issue.code.startsWith('invalid')) return phrase('is missing')
  switch (issue.code) {
    case 'invalid_type':
      return phrase('must be {kind}', { kind: kinds[issue.expected] ?? issue.expected })
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return oneOf(Array.isArray(issue.options) ? issue.options : [])
    case 'unrecognized_keys':
      return phrase('has no {keys}', { keys: names(issue.keys) })
    case 'too_small':
      return bound(issue.origin, String(issue.minimum), issue.inclusive === false ? 'above' : 'least')
    case 'too_big':
      return bound(issue.origin, String(issue.maximum), issue.inclusive === false ? 'below' : 'most')
    case 'not_multiple_of':
      return phrase('must be a multiple of {divisor}', { divisor: String(issue.divisor) })
    default:
      return phrase('is not valid')
  }
}

const kinds: Readonly<Record<string, string>> = {
  object: phrase('an object'),
  record: phrase('an object'),
  array: phrase('a list'),
  tuple: phrase('a list'),
  number: phrase('a number'),
  int: phrase('a whole number'),
  string: phrase('a text'),
  boolean: phrase('true or false'),
}

function oneOf(values: readonly unknown[]): string {
  if (values.length === 0) return phrase('is not valid')
  return values.length === 1 ? phrase('must be {value}', { value: names(values) }) : phrase('must be one of {names}', { names: names(values) })
}

const names = (values: readonly unknown[]): string => values.map(String).join(phrase(',  § between the words of an enumeration'))

/** What of a text or a list is counted. */
const counted: Readonly<Record<string, 'letters' | 'elements'>> = { string: 'letters', array: 'elements', set: 'elements', map: 'elements' }

function bound(origin: string, limit: string, side: 'least' | 'above' | 'most' | 'below'): string {
  const of = counted[origin]
  switch (side) {
    case 'least':
      if (of === undefined) return phrase('must be at least {min}', { min: limit })
      if (limit === '1') return phrase('must not be empty')
      return of === 'letters' ? phrase('is shorter than {least} letters', { least: limit }) : phrase('has fewer than {least} elements', { least: limit })
    case 'most':
      if (of === undefined) return phrase('must be at most {max}', { max: limit })
      return of === 'letters' ? phrase('is longer than {most} letters', { most: limit }) : phrase('has more than {most} elements', { most: limit })
    case 'above':
      return phrase('must be greater than {above}', { above: limit })
    case 'below':
      return phrase('must be less than {below}', { below: limit })
  }
}

/** Everything that is wrong with a value, with its places: `batchSize: must be at least 1; seed: is missing`. */
export function faultsOf({ issues }: z.core.$ZodError, nameOfWhole = ''): string {
  return issues.map(({ path, message }) => {
    const place = path.map(String).join('.') || nameOfWhole
    return place === '' ? message : phrase('{place}: {fault}', { place, fault: message })
  }).join(phrase('; '))
}
