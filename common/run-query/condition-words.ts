// A question to the table of runs in words, so that the user sees how it was understood.
import { phrase } from '@language/phrase'
import type { Comparison, Condition, Operator } from './condition'
import { figureText } from './field-words'
import { labelOf } from './run-fields'
import { formatMoment } from '../words/format'

const operatorWords: Readonly<Record<Operator, string>> = { '=': 'is', '!=': phrase('is not'), '<': phrase('is below'), '<=': phrase('is at most'), '>': phrase('is above'), '>=': phrase('is at least') }
const momentWords: Readonly<Record<Operator, string>> = { '=': 'on', '!=': phrase('not on'), '<': 'before', '<=': phrase('up to'), '>': 'after', '>=': 'from' }

/** `“lenet” occurs, and test accuracy is above 88.0 %`; empty for a question that every run meets. */
export function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case 'word':
      return `“${condition.word}” occurs`
    case 'comparison':
      return comparisonWords(condition)
    case 'not':
      return phrase('not: {nested}', { nested: nested(condition.part) })
    case 'and':
      return condition.parts.map(nested).join(', and ')
    case 'or':
      return condition.parts.map(nested).join(', or ')
  }
}

function nested(condition: Condition): string {
  const words = conditionWords(condition)
  return condition.kind === 'and' || condition.kind === 'or' ? `(${words})` : words
}

function comparisonWords({ field, operator, value }: Comparison): string {
  const label = labelOf(field)
  const name = label.charAt(0).toLowerCase() + label.slice(1)
  switch (value.kind) {
    case 'none':
      return operator === '=' ? phrase('{name} is missing', { name }) : phrase('{name} is there', { name })
    case 'number':
      return `${name} ${operatorWords[operator]} ${figureText(field, value.number)}`
    case 'text':
      return `${name} ${operatorWords[operator]} “${figureText(field, value.text)}”`
    case 'switch':
      return `${name} ${operatorWords[operator]} ${figureText(field, value.isOn)}`
    case 'moment':
      return `${name} ${momentWords[operator]} ${formatMoment(value.from)}`
  }
}
