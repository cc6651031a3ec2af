// The draws of an input: the words of its stream one after another, whatever is made at a time; a seed means the same inputs in every version.
import { expect, it } from 'vitest'
import { fillBits, streams } from '@common/randomness/stream'
import { drawsOf } from './draws'

it('are the words of the stream of the input, which begin again at the end', () => {
  const words = new Uint32Array(1024)
  fillBits({ seed: 7, stream: streams.sweeps, a: 12, b: 3 }, words)
  const draw = drawsOf('readers', 7, 12)
  expect(Array.from({ length: 1100 }, () => draw(1000))).toEqual(Array.from({ length: 1100 }, (_, index) => (words[index % 1024] ?? 0) % 1000))
})

it('differ between kinds of inputs, seeds and numbers', () => {
  const first = (...[kind, seed, number]: Parameters<typeof drawsOf>): number => drawsOf(kind, seed, number)(2 ** 32)
  expect(new Set([first('readers', 1, 1), first('sources', 1, 1), first('readers', 2, 1), first('readers', 1, 2)]).size).toBe(4)
})
