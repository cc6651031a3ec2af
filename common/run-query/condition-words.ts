// A question to the table of runs in words, so that the user sees how it was understood.
import { phrase } from '@language/phrase'
import type { Comparison, Condition, Operator } from './condition'
import { figureText } from './field-words'
import { labelOf } from './run-fields'
import { smallBeginning } from '../words/within-sentence'
import { formatMoment } from '../words/format'

interface Compared {
  readonly name: string
  readonly value: string
}

type Sentences = Readonly<Record<Operator, (compared: Compared) => string>>

const ofValues: Sentences = {
  '=': (compared) => phrase('{name} is {value}', compared),
  '!=': (compared) => phrase('{name} is not {value}', compared),
  '<': (compared) => phrase('{name} is below {value}', compared),
  '<=': (compared) => phrase('{name} is at most {value}', compared),
  '>': (compared) => phrase('{name} is above {value}', compared),
  '>=': (compared) => phrase('{name} is at least {value}', compared),
}

const ofMoments: Sentences = {
  '=': (compared) => phrase('{name} on {value}', compared),
  '!=': (compared) => phrase('{name} not on {value}', compared),
  '<': (compared) => phrase('{name} before {value}', compared),
  '<=': (compared) => phrase('{name} up to {value}', compared),
  '>': (compared) => phrase('{name} after {value}', compared),
  '>=': (compared) => phrase('{name} from {value}', compared),
}

/** `“lenet” occurs, and test accuracy is above 88.0 %`; empty for a question that every run meets. */
export function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case 'word':
      return phrase('“{word}” occurs', { word: condition.word })
    case 'comparison':
      return comparisonWords(condition)
    case 'not':
      return phrase('not: {condition}', { condition: nested(condition.part) })
    case 'and':
      return condition.parts.map(nested).join(phrase(', and '))
    case 'or':
      return condition.parts.map(nested).join(phrase(', or '))
  }
}

function nested(condition: Condition): string {
  const words = conditionWords(condition)
  return condition.kind === 'and' || condition.kind === 'or' ? phrase('({condition})', { condition: words }) : words
}

function comparisonWords({ field, operator, value }: Comparison): string {
  const label = labelOf(field)
  const name = smallBeginning(label)
  switch (value.kind) {
    case 'none':
      return operator === '=' ? phrase('{name} is missing', { name }) : phrase('{name} is there', { name })
    case 'number':
      return ofValues[operator]({ name, value: figureText(field, value.number) })
    case 'text':
      return ofValues[operator]({ name, value: `“${figureText(field, value.text)}”` })
    case 'switch':
      return ofValues[operator]({ name, value: figureText(field, value.isOn) })
    case 'moment':
      return ofMoments[operator]({ name, value: formatMoment(value.from) })
  }
}
