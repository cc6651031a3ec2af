// A question to the table of runs in words, so that the user sees how it was understood.
import type { Comparison, Condition, Operator } from './condition'
import { figureText } from './field-words'
import { labelOf } from './run-fields'
import { formatMoment } from '../words/format'

const operatorWords: Readonly<Record<Operator, string>> = { '=': 'is', '!=': 'is not', '<': 'is below', '<=': 'is at most', '>': 'is above', '>=': 'is at least' }
const momentWords: Readonly<Record<Operator, string>> = { '=': 'on', '!=': 'not on', '<': 'before', '<=': 'up to', '>': 'after', '>=': 'from' }

/** `“lenet” occurs, and test accuracy is above 88.0 %`; empty for a question that every run meets. */
export function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case 'word':
      return `“${condition.word}” occurs`
    case 'comparison':
      return comparisonWords(condition)
    case 'not':
      return `not: ${nested(condition.part)}`
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
      return operator === '=' ? `${name} is missing` : `${name} is there`
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
