// Nothing that steers a terminal is left in a text, whatever it was; JSON keeps its value.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visibleJson, visibleLine, visibleText } from './visible-controls'

/** Text with many of the characters in question. */
const hostile = fc.array(fc.oneof(fc.constantFrom('\u001b[31m', '\u001b]0;x\u0007', '\u009b2J', '\u202e', '\u2066', '\r', '\n', '\t', '\u0000', '\u007f', '\u2028', '\ufeff', '\ud800', '\udc00', '\\x1b', 'Ä', '形', '👩‍🔬', 'שלום\u200f'), fc.string({ unit: 'binary' })), { maxLength: 12 }).map((parts) => parts.join(''))

/** What terminals act upon, named by its Unicode classes, independently of the list in the code. */
const steers = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Bidi_Control}]/u
const marksOfDirection = /[\u061c\u200e\u200f]/g

it('writes out what is no letter', () => {
  expect(visibleLine('a\u001b[31mb\u009b0m\r\n\tc\u202edcba\u2069 \ud800.')).toBe('a\\x1b[31mb\\x9b0m\\r\\n\\tc\\u202edcba\\u2069 \\ud800.')
  expect(visibleText('one\n\ttwo\u0007\r')).toBe('one\n\ttwo\\x07\\r')
  expect(visibleLine('ReLU, 28×28, „größer“, 形状, 👩‍🔬, C:\\x1b')).toBe('ReLU, 28×28, „größer“, 形状, 👩‍🔬, C:\\x1b')
})

it('leaves nothing in a line that steers a terminal', () => {
  fc.assert(fc.property(hostile, (text) => !steers.test(visibleLine(text).replaceAll(marksOfDirection, ''))))
})

it('leaves line feeds and tabs in a text, and nothing else', () => {
  fc.assert(fc.property(hostile, (text) => !steers.test(visibleText(text).replaceAll(marksOfDirection, '').replaceAll(/[\n\t]/g, ''))))
})

it('changes nothing twice', () => {
  fc.assert(fc.property(hostile, (text) => visibleLine(visibleLine(text)) === visibleLine(text)))
})

it('keeps the value of JSON, on one line', () => {
  fc.assert(fc.property(fc.dictionary(hostile, hostile), (value) => {
    const json = visibleJson(value)
    expect(steers.test(json.replaceAll(marksOfDirection, ''))).toBe(false)
    expect(Object.entries(JSON.parse(json) as object)).toEqual(Object.entries(JSON.parse(JSON.stringify(value)) as object))
  }))
})
