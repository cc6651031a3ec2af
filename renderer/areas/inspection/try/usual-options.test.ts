// What is sensible for an image depends on where it comes from and what the data set looks like.
import { expect, it } from 'vitest'
import { usualOptions } from './usual-options'

const digits = { channels: 1, height: 28, width: 28, ground: 'dark', drawing: 'mnist' } as const
const photographs = { channels: 3, height: 32, width: 32, ground: 'mixed', drawing: 'none' } as const

it.each([
  ['drawing', digits, { recipe: 'mnist', invert: 'no' }],
  ['picture', digits, { recipe: 'mnist', invert: 'auto', fit: 'pad' }],
  ['camera', digits, { recipe: 'mnist', invert: 'auto', fit: 'crop' }],
  ['drawing', photographs, { recipe: 'none' }],
  ['camera', photographs, { recipe: 'none', fit: 'crop' }],
] as const)('a %s for %o', (source, form, options) => {
  expect(usualOptions(source, form)).toMatchObject(options)
})
