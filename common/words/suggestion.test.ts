// Mistyped names: the near ones are suggested, and nothing where none is near.
import { modelNames } from '@contract/models/zoo'
import { presetNames } from '@contract/training/presets'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { didYouMean, edits } from './suggestion'

it.each([
  ['lenet-rlu', presetNames, ' Did you mean lenet-relu?'],
  ['alexnt', modelNames, ' Did you mean alexnet?'],
  ['AlexNet', modelNames, ' Did you mean alexnet?'],
  ['adam', ['sgd', 'momentum', 'nesterov', 'adamw'], ' Did you mean adamw?'],
  ['gpu', ['auto', 'cpu', 'webgpu', 'cuda'], ' Did you mean webgpu?'],
  ['resnet', modelNames, ' Did you mean resnet-8 or resnet-20 or resnet-18 or resnet-50?'],
  ['alexnet', presetNames, ''],
  ['vgg', modelNames, ' Did you mean vgg-11 or vgg-16?'],
  ['inception', modelNames, ''],
  ['', modelNames, ''],
  ['x', [], ''],
])('"%s"', (text, names, words) => {
  expect(didYouMean(text, names)).toBe(words)
})

it('counts edits', () => {
  expect([edits('kitten', 'sitting'), edits('', 'abc'), edits('abc', ''), edits('abc', 'abc')]).toEqual([3, 3, 3, 0])
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: 'grapheme-ascii' }), (a, b) => {
      const distance = edits(a, b)
      expect(distance).toBe(edits(b, a))
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})
