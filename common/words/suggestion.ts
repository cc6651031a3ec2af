// Suggests the name that was meant by a mistyped one: presets, networks, values of flags. (Commander itself suggests commands and flags.)
import { phrase } from '@language/phrase'
import { alternatives } from './listed-words'

/** Most edits between a text and a suggested name, and the largest share of the longer one that they may change. */
const mostEdits = 3
const largestShare = 0.4

/** Most names that are worth suggesting; where more are near, none is suggested. */
const mostNames = 4

/** Shortest text that is looked for within names: a shorter one is a part of too many. */
const shortestPart = 3

/** ` Did you mean adamw?`, to be put behind a sentence; empty where no name is near. */
export function didYouMean(text: string, names: readonly string[]): string {
  const near = nearNames(text.toLowerCase(), names)
  return near.length === 0 || near.length > mostNames ? '' : phrase(' Did you mean {names}?', { names: alternatives(near) })
}

function nearNames(text: string, names: readonly string[]): readonly string[] {
  if (names.includes(text)) return [text] // it was written in capitals
  // A part of a name (gpu, resnet) means that one, even where another is fewer edits away.
  const whole = names.filter((name) => text.length >= shortestPart && name.includes(text))
  if (whole.length > 0) return whole
  // A name that is so much longer or shorter is not near; counting the edits of a long text to each name would take milliseconds.
  const alike = names.filter((name) => Math.abs(Array.from(name).length - Array.from(text).length) <= mostEdits)
  const ranked = alike.map((name) => ({ name, distance: edits(text, name) }))
  const close = ranked.filter(({ name, distance }) => distance <= Math.min(mostEdits, largestShare * Math.max(text.length, name.length)))
  const least = Math.min(...close.map(({ distance }) => distance))
  return close.filter(({ distance }) => distance === least).map(({ name }) => name)
}

/** How many letters must be added, left out or exchanged to make one text of the other. */
export function edits(from: string, to: string): number {
  const others = Array.from(to)
  let row = Array.from({ length: others.length + 1 }, (_, index) => index)
  for (const [done, letter] of Array.from(from).entries()) {
    const next = [done + 1]
    for (const [index, other] of others.entries()) {
      const exchanged = (row[index] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(exchanged, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
