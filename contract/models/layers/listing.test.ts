// Listings as JSON: PyTorch's defaults, faults by place, and bounds against hostile lists.
import { describe, expect, it } from 'vitest'
import { listingFaults, networkListingSchema } from './listing'
import { mostLayers } from './listing-fault'

const listing = (...layers: unknown[]): unknown => ({ name: 'mine', input: [1, 28, 28], initializer: 'kaiming-normal', layers })

/** A block of a block of a block, so many deep. */
const nested = (depth: number): unknown => {
  let layer: unknown = { layer: 'relu' }
  for (let level = 0; level < depth; level++) layer = { layer: 'residual', layers: [layer] }
  return listing(layer)
}

describe('a listing', () => {
  it("has PyTorch's defaults where it says nothing, and is the same after being read again", () => {
    const read = networkListingSchema.parse(
      listing(
        { layer: 'conv2d', channels: 96, kernel: 11 },
        { layer: 'batchNorm' },
        { layer: 'localResponseNorm', size: 5 },
        { layer: 'parallel', branches: [[], [{ layer: 'avgPool2d', kernel: 2 }]] },
        { layer: 'residual', layers: [{ layer: 'leakyRelu' }] },
      ),
    )
    expect(read.layers).toEqual([
      { layer: 'conv2d', channels: 96, kernel: 11, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true },
      { layer: 'batchNorm', eps: 1e-5, momentum: 0.1 },
      { layer: 'localResponseNorm', size: 5, alpha: 1e-4, beta: 0.75, k: 1 },
      { layer: 'parallel', branches: [[], [{ layer: 'avgPool2d', kernel: 2, padding: 0, ceilMode: false, countIncludePad: true }]] },
      { layer: 'residual', layers: [{ layer: 'leakyRelu', negativeSlope: 0.01 }], shortcut: [] },
    ])
    expect(networkListingSchema.parse(JSON.parse(JSON.stringify(read)))).toEqual(read)
  })

  it.each([
    [listing({ layer: 'relu' }, { layer: 'conv2d', channels: 96, kernel: 0 }), 'layer 2 (conv2d): kernel must be at least 1'],
    [listing({ layer: 'conv2d', channels: 96, kernel: 'big' }), 'layer 1 (conv2d): kernel must be a whole number of at least 1, or a pair of them'],
    [listing({ layer: 'conv2d', channels: 9.5, kernel: 1 }), 'layer 1 (conv2d): channels must be a whole number'],
    [listing({ layer: 'linear' }), 'layer 1 (linear): features is missing'],
    [listing({ layer: 'linear', features: 1e300 }), 'layer 1 (linear): features must be a whole number'],
    [listing({ layer: 'linear', features: 2_000_000 }), 'layer 1 (linear): features must be at most 1000000'],
    [listing({ layer: 'linear', features: 3, width: 2 }), 'layer 1 (linear): there is no width'],
    [listing({ layer: 'lineer', features: 3 }), 'layer 1: there is no layer "lineer"'],
    [listing({ features: 3 }), 'layer 1: layer, its kind, is missing'],
    [listing(3), 'layer 1: must be an object'],
    [listing({ layer: 'gelu', approximate: 'erf' }), 'layer 1 (gelu): approximate must be one of none, tanh'],
    [listing({ layer: 'hardtanh', minVal: 2 }), 'layer 1 (hardtanh): maxVal must be greater than minVal'],
    [listing({ layer: 'parallel', branches: [[], [{ layer: 'dropout', p: 1 }]] }), 'layer 1, branch 2, layer 1 (dropout): p must be less than 1'],
    [listing({ layer: 'residual', layers: [{ layer: 'relu' }], shortcut: [{ layer: 'relu' }, { layer: 'multiply' }] }), 'layer 1, shortcut, layer 2 (multiply): factor is missing'],
    [listing({ layer: 'residual', layers: [] }), 'layer 1 (residual): layers must hold a layer'],
    [listing(), 'layers must hold a layer'],
    [{ name: '', input: [1, 28], layers: {} }, 'name must not be empty'],
  ])('that is wrong is told by its place: %#', (value, fault) => {
    expect(listingFaults(value)).toContain(fault)
    expect(networkListingSchema.safeParse(value).success).toBe(false)
  })

  it('has words of the lab for an unknown kind even where nobody makes a sentence of the issue', () => {
    const { error } = networkListingSchema.safeParse(listing({ layer: 'lineer', features: 3 }))
    expect(error?.issues).toMatchObject([{ path: ['layers', 0, 'layer'], message: expect.stringMatching(/^must be one of .*linear/) as string }])
  })

  it.each([[null], ['layers'], [[]], [{}]])('is not %j', (value) => {
    expect(listingFaults(value).length).toBeGreaterThan(0)
  })

  it('has a bounded number of layers and of blocks within one another', () => {
    const relu = { layer: 'relu' }
    expect(listingFaults(listing(...Array.from({ length: 10_000 }, () => relu)))).toEqual([`layers must hold at most ${mostLayers} layers in all, and hold 10000 or more`])
    const branches = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => relu))
    expect(listingFaults(listing(relu, { layer: 'parallel', branches }))).toHaveLength(1)
    expect(listingFaults(listing({ layer: 'parallel', branches: Array.from({ length: 10_000 }, () => []) }))).toHaveLength(1)
    expect(listingFaults(nested(8))).toEqual([])
    // Deeper than a function that calls itself could follow.
    for (const depth of [9, 20_000]) expect(listingFaults(nested(depth)).join()).toMatch(/layers must not lie in more than 8 blocks$/)
  })
})
