// Where a text stops being JSON: found for every text that JavaScript's parser refuses, and for no other.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonFault } from './json-fault'

it.each([
  ['', 0],
  ['  ', 2],
  ['{"a": Mine}', 6],
  ['{"a": 1', 7],
  ['{"a" 1}', 5],
  ['{"a": 1,}', 8],
  ['[1, 2,]', 6],
  ['[1 2]', 3],
  ['{a: 1}', 1],
  ['["open', 6],
  ['["line\nbreak"]', 6],
  ['["\\x"]', 2],
  ['[01]', 2],
  ['[1] [2]', 4],
  ["['a']", 1],
  ['{"a": 1]', 7],
  [']', 0],
  ['NaN', 0],
])('%j at %i', (text, place) => {
  expect(() => JSON.parse(text) as unknown).toThrow()
  expect(jsonFault(text)).toBe(place)
})

it('agrees with the parser on any text', () => {
  const valid = fc.tuple(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 2)).map(([text, indent]) => JSON.stringify(JSON.parse(text), null, indent))
  const damaged = fc.tuple(valid, fc.nat(60), fc.nat(2), fc.constantFrom('', '"', '{', ']', ',', ':', '\\', 'x', ' ', '\n', '0', '-', 'e')).map(
    ([text, at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
  )
  fc.assert(fc.property(fc.oneof(valid, damaged), (text) => {
    let isJson = true
    try {
      JSON.parse(text)
    } catch {
      isJson = false // what the parser says is not compared, only that it refuses
    }
    const place = jsonFault(text)
    expect(place === null).toBe(isJson)
    if (place !== null) expect(place).toBeLessThanOrEqual(text.length)
  }), { numRuns: 2000 })
})
