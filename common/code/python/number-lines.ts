// A tuple of numbers in Python, on as many lines as it takes.
import { atomText } from './format'

/** Lines of Python that make a list of numbers, at most 79 letters each. @param before text before the list on its first line */
export function numberLines(before: string, numbers: readonly number[], indent = 0): readonly string[] {
  const [open, between, close] = numbers.length === 1 ? ['(', ', ', ',)'] : ['(', ', ', ')']
  const words = numbers.map(atomText)
  const whole = `${before}${open}${words.join(between)}${close}`
  if (indent + whole.length <= 79) return [whole]
  const rows = Array.from({ length: Math.ceil(words.length / 3) }, (_, row) => `    ${words.slice(3 * row, 3 * row + 3).join(', ')},`)
  return [`${before}(`, ...rows, ')']
}
