// One draws on the ground of the data set, with inks that are seen on it.
import { expect, it } from 'vitest'
import { inksFor, paperOf } from './inks'

const form = { channels: 1, height: 28, width: 28, ground: 'dark', drawing: 'mnist' } as const

it('white on black first where images stand on black, black on white elsewhere; colours only where the network sees them', () => {
  expect([paperOf(form), inksFor(form)[0]?.name]).toEqual([[0, 0, 0], 'White'])
  const photographs = { ...form, channels: 3, ground: 'mixed' } as const
  expect([paperOf(photographs), inksFor(photographs)[0]?.name]).toEqual([[255, 255, 255], 'Black'])
  expect([form, photographs].map((of) => inksFor(of).some(({ name }) => name === 'Red'))).toEqual([false, true])
  for (const of of [form, photographs]) expect(inksFor(of).map(({ colour }) => colour)).not.toContainEqual(paperOf(of))
})
