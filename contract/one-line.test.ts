// Titles stay on one line, whatever was typed.
import { expect, it } from 'vitest'
import { oneLine } from './one-line'

it('has a space for line breaks and control characters, and keeps all else', () => {
  expect(oneLine(' two\r\nlines\t\u001b[31mred ')).toBe('two lines [31mred')
  expect(oneLine('one\u2028two\u2029')).toBe('one two')
  expect(oneLine('ReLU, 28×28, „größer“')).toBe('ReLU, 28×28, „größer“')
})
