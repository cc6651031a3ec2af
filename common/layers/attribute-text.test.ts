// Attributes as text: what is typed becomes the value, what is shown reads back, and no text makes the reader fail.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layerKinds, layerSchema } from '@contract/models/layers/layer'
import { attributeLine, attributeText, readAttribute } from './attribute-text'
import { attributesOf, findLayers, freshLayer } from './layer-catalogue'

describe('the text of an attribute', () => {
  it.each([
    ['count', '96', 96],
    ['number', '1e-5', 1e-5],
    ['sizes', '3', 3],
    ['sizes', '3×5', [3, 5]],
    ['sizes', ' 3 x 5 ', [3, 5]],
    ['paddings', '1, 2', [1, 2]],
    ['paddings', '0, 1, 2, 3', { top: 0, left: 1, bottom: 2, right: 3 }],
    ['paddings', '0，1、2，3', { top: 0, left: 1, bottom: 2, right: 3 }], // as a Chinese keyboard has it
    ['sizes', '', undefined],
    ['count', 'many', 'many'],
    ['sizes', '1, 2, 3', '1, 2, 3'],
    ['sizes', '3×', '3×'],
  ] as const)('%s: "%s"', (kind, text, value) => {
    expect(readAttribute({ kind }, text)).toEqual(value)
  })

  it('reads back what is shown of every value', () => {
    const pixels = fc.integer({ min: 0, max: 10_000 })
    const value = fc.oneof(pixels, fc.tuple(pixels, pixels), fc.record({ top: pixels, left: pixels, bottom: pixels, right: pixels }))
    fc.assert(fc.property(value, (padding) => { expect(readAttribute({ kind: 'paddings' }, attributeText(padding))).toEqual(padding) }))
  })

  it('leaves what it cannot read to the schema of layers, which refuses it', () => {
    const numbersOrNearly = fc.stringMatching(/^[0-9x×, .e-]{1,6}$/)
    fc.assert(fc.property(fc.oneof(fc.string(), numbersOrNearly), (text) => {
      const stride = readAttribute({ kind: 'sizes' }, text)
      const isTaken = layerSchema.safeParse({ layer: 'conv2d', channels: 8, kernel: 3, stride }).success
      if (typeof stride === 'string') expect([stride, isTaken]).toEqual([text.trim(), false])
      else expect([stride].flat().every((number) => number === undefined || typeof number === 'number')).toBe(true)
    }))
  })
})

describe('the line of a layer', () => {
  it.each([
    [{ layer: 'conv2d', channels: 96, kernel: 11, stride: 4, padding: 1 }, '96, 11×11, stride 4, padding 1'],
    [{ layer: 'conv2d', channels: 96, kernel: [1, 7], padding: [0, 3], groups: 2, bias: false }, '96, 1×7, padding 0×3, groups 2, no bias'],
    [{ layer: 'linear', features: 4096, initialBias: 1 }, '4096, first bias 1'],
    [{ layer: 'maxPool2d', kernel: 3, stride: 2 }, '3×3, stride 2'],
    [{ layer: 'dropout', p: 0.5 }, '0.5'],
    [{ layer: 'relu' }, ''],
    [{ layer: 'localResponseNorm', size: 5, k: 2 }, '5, k 2'],
  ] as const)('%o', (written, line) => {
    expect(attributeLine(layerSchema.parse(written) as never)).toBe(line)
  })

  it('shows what is typed although it is no value', () => {
    expect(attributeLine({ layer: 'conv2d', channels: 'many', kernel: 3 })).toBe('many, 3×3')
  })
})

describe('the catalogue', () => {
  it.each(layerKinds)('has a fresh %s with a value for each attribute that cannot be left out', (kind) => {
    const record = freshLayer(kind) as unknown as Readonly<Record<string, unknown>>
    for (const [field, { whenLeftOut }] of attributesOf(kind)) {
      if (field !== 'initialBias') expect(record[field] === undefined, field).toBe(whenLeftOut !== undefined)
    }
  })

  it('finds kinds by their own words and by those of other frameworks', () => {
    expect(findLayers('dense')).toEqual(['linear'])
    expect(findLayers('swish')).toEqual(expect.arrayContaining(['silu', 'hardswish']))
    expect(findLayers('inception')).toEqual(['parallel'])
    expect(findLayers('no such thing')).toEqual([])
    expect(findLayers('')).toHaveLength(layerKinds.length)
  })
})
