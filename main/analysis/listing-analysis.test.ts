// Lists that are being edited: faults at their place, rows of what does not depend on them, and no list that breaks the analysis or holds it up.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layerKinds, type LayerInput } from '@contract/models/layers/layer'
import { networkAnalysisSchema, plainAnalysis, type ListingAnalysis } from '@contract/models/network-analysis'
import { buildLayers } from '../networks/build-layers'
import { analyzeListing } from './listing-analysis'
import { analyzeNetwork } from './network-analysis'

const analyze = (layers: unknown, input: readonly [number, number, number] = [1, 28, 28], batchSize = 2): ListingAnalysis =>
  analyzeListing({ layers, input: [...input], batchSize, settings: plainAnalysis })
const rowsOf = (layers: unknown): string[] => analyze(layers).analysis.rows.map(({ path, kind }) => `${path?.join('.') ?? ''} ${kind}`)
const faultsOf = (layers: unknown): string[] => analyze(layers).faults.map(({ path, field, message }) => `${path.map(String).join('.')} ${field}: ${message}`)

const conv = (channels: number, more: object = {}): LayerInput => ({ layer: 'conv2d', channels, kernel: 3, ...more })

/** Milliseconds that no list may take. */
const patience = 50

/** The least time that some work takes in a few attempts: the machine may be busy with something else. */
function leastMilliseconds(work: () => void): number {
  let least = Infinity
  for (let attempt = 0; attempt < 5 && least >= patience; attempt++) {
    const begin = performance.now()
    work()
    least = Math.min(least, performance.now() - begin)
  }
  return least
}

describe('a list without a fault', () => {
  it('has the analysis of the network', () => {
    const layers: LayerInput[] = [conv(8), { layer: 'relu' }, { layer: 'residual', layers: [conv(8, { padding: 1 })] }, { layer: 'flatten' }, { layer: 'linear', features: 10 }]
    const { analysis, faults } = analyze(layers)
    expect(faults).toEqual([])
    expect(analysis).toEqual(analyzeNetwork(buildLayers('network', [2, 1, 28, 28], layers)))
  })

  it('need not end in logits, or have layers', () => {
    expect(rowsOf([conv(8)])).toEqual(['0 conv2d'])
    expect(analyze([])).toMatchObject({ faults: [], analysis: { rows: [], total: { parameters: 0 }, memory: { training: { events: [], peakBytes: 0 } } } })
  })
})

describe('a fault', () => {
  it('of size stands at its layer; what comes behind has no row', () => {
    const layers = [conv(8), { layer: 'maxPool2d', kernel: 5 }, conv(8, { kernel: 7 }), { layer: 'relu' }]
    expect(rowsOf(layers)).toEqual(['0 conv2d', '1 maxPool2d'])
    expect(faultsOf(layers)).toEqual(['2 : its kernel of 7×7 is larger than the image of 5×5'])
  })

  it('of writing stands at its layer and names the attribute; later ones of writing are told, too', () => {
    const layers = [conv(8), conv(0), { layer: 'relu', slope: 1 }, { layer: 'lineer' }, { features: 3 }, 7, { layer: 'linear', features: 'ten' }]
    expect(rowsOf(layers)).toEqual(['0 conv2d'])
    expect(faultsOf(layers)).toEqual([
      '1 channels: channels must be at least 1',
      '2 : there is no slope',
      '3 layer: there is no layer "lineer"',
      '4 layer: layer, its kind, is missing',
      '5 : must be an object',
      '6 features: features must be a whole number',
    ])
  })

  it('in a branch leaves the other branches, and what comes before it in its own', () => {
    const branches = [[conv(8, { padding: 1 })], [{ layer: 'relu' }, conv(8, { groups: 5 }), { layer: 'relu' }], [{ layer: 'sigmoid' }, { layer: 'what' }]]
    const layers = [conv(4), { layer: 'parallel', branches }, { layer: 'relu' }]
    expect(rowsOf(layers)).toEqual(['0 conv2d', '1.branches.0.0 conv2d', '1.branches.1.0 relu', '1.branches.2.0 sigmoid'])
    expect(faultsOf(layers)).toEqual([
      '1.branches.1.1 : its 5 groups do not divide the 4 channels that it gets',
      '1.branches.2.1 layer: there is no layer "what"',
    ])
  })

  it('of a block stands at the block, its layers keep their rows', () => {
    const layers = [conv(4), { layer: 'residual', layers: [conv(8, { padding: 1 })] }, { layer: 'relu' }]
    expect(rowsOf(layers)).toEqual(['0 conv2d', '1.layers.0 conv2d'])
    expect(faultsOf(layers)).toEqual(['1 : its layers give 8×26×26 and its shortcut 4×26×26, which cannot be added'])
    expect(faultsOf([{ layer: 'residual', layers: [], shortcut: {} }])).toEqual(['0 layers: layers must hold a layer', expect.stringMatching(/^0 shortcut: /)])
  })

  it('of both kinds come in the order of the list', () => {
    const inner = [conv(8, { groups: 3 }), { layer: 'nothing' }]
    expect(faultsOf([{ layer: 'parallel', branches: [[{ layer: 'relu', x: 1 }], [conv(2, { kernel: 40 })]] }, { layer: 'residual', layers: inner, shortcut: [{}] }]).map((words) => words.split(':')[0])).toEqual([
      '0.branches.0.0 ', '0.branches.1.0 ', '1.layers.1 layer', '1.shortcut.0 layer',
    ])
  })

  it.each<readonly [string, unknown, string]>([
    ['no list', { layer: 'relu' }, ' layers: layers must be a list of layers'],
    ['nothing', undefined, ' layers: layers is missing'],
    ['ten thousand layers', Array.from({ length: 10_000 }, () => ({ layer: 'relu' })), ' layers: layers must hold at most 2000 layers in all, and hold 10000 or more'],
  ])('of a list that is %s is one', (_, layers, fault) => {
    expect(faultsOf(layers)).toEqual([fault])
    expect(rowsOf(layers)).toEqual([])
  })

  it('of nesting is one', () => {
    let layer: unknown = { layer: 'relu' }
    for (let depth = 0; depth < 50_000; depth++) layer = { layer: 'residual', layers: [layer] }
    expect(faultsOf([layer])).toEqual([expect.stringMatching(/^0(\.layers\.0){8} layers: layers must not lie in more than 8 blocks$/)])
  })

  it('of size beyond all numbers stands at the layer that goes beyond', () => {
    expect(faultsOf([{ layer: 'upsample', scale: 1_000_000 }])).toEqual(['0 : its output of 1×28000000×28000000 is too large: it may have 1000000000 numbers for each image'])
    expect(faultsOf([{ layer: 'flatten' }, { layer: 'linear', features: 1e6 }, { layer: 'linear', features: 1e6 }])).toEqual([
      '2 : its weights of 1000000×1000000 numbers are too many: a network may have 1000000000 in all',
    ])
    // Each layer can be computed by itself, but not counted.
    const { faults, analysis } = analyze([{ layer: 'upsample', scale: 1000 }, conv(1, { kernel: 20_000 }), { layer: 'relu' }], [1, 28, 28], 4096)
    expect(faults).toEqual([{ path: [1], field: '', message: 'makes the network so large that its cost cannot be counted' }])
    expect(analysis.rows.map(({ kind }) => kind)).toEqual(['upsample'])
    expect(networkAnalysisSchema.safeParse(analysis).success).toBe(true)
  })
})

it.each<readonly [string, unknown]>([
  ['ten thousand layers', Array.from({ length: 10_000 }, () => ({ layer: 'relu' }))],
  ['ten thousand branches', [{ layer: 'parallel', branches: Array.from({ length: 10_000 }, () => []) }]],
  ['a thousand faults', Array.from({ length: 500 }, () => ({ layer: 'conv2d', channels: 0, kernel: 'x' }))],
])('%s are told of at once', (_, layers) => {
  expect(leastMilliseconds(() => analyze(layers))).toBeLessThan(patience)
  expect(analyze(layers).faults.length).toBeGreaterThan(0)
})

it('a value that holds itself is a fault like any other', () => {
  const list: unknown[] = []
  list.push({ layer: 'residual', layers: list }, { layer: list })
  expect(faultsOf(list).length).toBeGreaterThan(0)
})

/** Lists of real kinds with attributes that may be anything. */
const anyLayer = fc.letrec((tie) => {
  const number = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom(1e6, 1e9, 0.5, Number.MAX_SAFE_INTEGER), fc.double())
  const attribute = fc.oneof({ weight: 4, arbitrary: number }, { weight: 1, arbitrary: fc.array(number, { maxLength: 3 }) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) })
  const names = fc.constantFrom('channels', 'kernel', 'stride', 'padding', 'groups', 'features', 'output', 'scale', 'size', 'p', 'bias', 'ceilMode', 'factor', '__proto__', 'x')
  const list = fc.array(tie('layer'), { maxLength: 4 })
  return {
    layer: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(fc.constantFrom(...layerKinds), fc.dictionary(names, attribute, { maxKeys: 4 })).map(([layer, attributes]) => ({ ...attributes, layer })),
      fc.record({ layer: fc.constant('residual'), layers: list, shortcut: list }, { requiredKeys: ['layer'] }),
      fc.record({ layer: fc.constant('parallel'), branches: fc.array(list, { maxLength: 3 }) }, { requiredKeys: ['layer'] }),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  }
}).layer

describe('whatever the list', () => {
  const holds = (layers: unknown, batchSize: number): void => {
    const { analysis, faults } = analyze(layers, [3, 32, 32], batchSize)
    expect(networkAnalysisSchema.safeParse(analysis).error?.issues ?? []).toEqual([])
    expect(JSON.parse(JSON.stringify(faults))).toEqual(faults)
    for (const { message } of faults) expect(message).not.toMatch(/undefined|\[object|NaN/)
    expect(leastMilliseconds(() => analyze(layers, [3, 32, 32], batchSize))).toBeLessThan(patience)
  }

  it('of anything', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        holds(value, 1)
      }),
      { numRuns: 300 },
    )
  })

  it('of layers with attributes that may be anything', () => {
    fc.assert(
      fc.property(fc.array(anyLayer, { maxLength: 12 }), fc.constantFrom(1, 128, 4096), (layers, batchSize) => {
        holds(layers, batchSize)
      }),
      { numRuns: 500 },
    )
  })

  it('that is right but for one value', () => {
    const right: readonly object[] = [
      { layer: 'conv2d', channels: 8, kernel: 3, padding: 1 }, { layer: 'batchNorm' }, { layer: 'relu' },
      { layer: 'residual', layers: [{ layer: 'conv2d', channels: 8, kernel: 3, padding: 1 }], shortcut: [] },
      { layer: 'maxPool2d', kernel: 2 }, { layer: 'flatten' }, { layer: 'linear', features: 10 },
    ]
    fc.assert(
      fc.property(fc.nat(right.length - 1), fc.constantFrom('channels', 'kernel', 'padding', 'features', 'layer', 'layers', 'shortcut'), fc.jsonValue({ maxDepth: 1 }), (index, name, value) => {
        const changed = right.map((layer, place) => (place === index ? { ...layer, [name]: value } : layer))
        holds(changed, 2)
        const { analysis, faults } = analyze(changed)
        // Whatever is before the change has its row.
        expect(analysis.rows.filter(({ path }) => Number(path?.[0]) < index).length).toBe(right.slice(0, index).length + (index > 3 ? 1 : 0))
        for (const { path } of faults) expect(path[0] ?? index).toBeGreaterThanOrEqual(index)
      }),
      { numRuns: 200 },
    )
  })
})
