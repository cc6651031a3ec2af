// Edits of networks: each does what its button says, leaves what it was given alone, and any number of them can be taken back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layerKinds } from '@contract/models/layers/layer'
import { networkListingSchema } from '@contract/models/layers/listing'
import { allLayers, draftNetwork, pathsOf, writtenListing, type DraftNetwork } from './draft-network'
import * as edits from './edits'
import { change, historyOf, redo, undo, type History } from './history'

const listing = networkListingSchema.parse({
  name: 'Made up',
  input: [1, 28, 28],
  initializer: 'xavier-uniform',
  layers: [
    { layer: 'conv2d', channels: 8, kernel: 3, padding: 1 },
    { layer: 'residual', layers: [{ layer: 'conv2d', channels: 8, kernel: 3, padding: 1, groups: 8 }, { layer: 'relu' }], shortcut: [{ layer: 'batchNorm' }] },
    { layer: 'parallel', branches: [[{ layer: 'maxPool2d', kernel: 2 }], [{ layer: 'avgPool2d', kernel: 2 }, { layer: 'tanh' }]] },
    { layer: 'flatten' },
    { layer: 'linear', features: 10 },
  ],
})
const network = draftNetwork(listing)
/** Kinds of a draft in one line: `conv2d residual[conv2d relu|batchNorm] ...`. */
const sketch = (draft: DraftNetwork): string => draft.layers.map(sketchOf).join(' ')
const sketchOf = ({ kind, lists }: DraftNetwork['layers'][number]): string => `${kind}${lists.length === 0 ? '' : `[${lists.map(({ layers }) => layers.map(sketchOf).join(' ')).join('|')}]`}`
const whole = 'conv2d residual[conv2d relu|batchNorm] parallel[maxPool2d|avgPool2d tanh] flatten linear'
const idOf = (kind: string): number => allLayers(network.layers).find((layer) => layer.kind === kind)?.id ?? -1

it('writes the listing that it was made of', () => {
  expect(sketch(network)).toBe(whole)
  expect(networkListingSchema.parse(writtenListing(network))).toEqual(listing)
})

it('knows where each layer stands in the listing', () => {
  const paths = pathsOf(network)
  expect(paths.get(idOf('relu'))).toEqual([1, 'layers', 1])
  expect(paths.get(idOf('batchNorm'))).toEqual([1, 'shortcut', 0])
  expect(paths.get(idOf('tanh'))).toEqual([2, 'branches', 1, 1])
})

describe('an edit', () => {
  const list = (block: string, number: number): number => allLayers(network.layers).find(({ kind }) => kind === block)?.lists[number]?.id ?? -1

  it.each<[string, () => edits.Edit, string]>([
    ['adds behind a layer', () => edits.add(network, 'relu', idOf('conv2d')), 'conv2d relu residual[conv2d relu|batchNorm] parallel[maxPool2d|avgPool2d tanh] flatten linear'],
    ['adds behind a layer of a block', () => edits.add(network, 'mish', idOf('tanh')), 'conv2d residual[conv2d relu|batchNorm] parallel[maxPool2d|avgPool2d tanh mish] flatten linear'],
    ['adds at the end', () => edits.add(network, 'softplus', null), `${whole} softplus`],
    ['adds into a list', () => edits.addTo(network, 'elu', list('residual', 1)), 'conv2d residual[conv2d relu|batchNorm elu] parallel[maxPool2d|avgPool2d tanh] flatten linear'],
    ['removes', () => edits.remove(network, idOf('residual')), 'conv2d parallel[maxPool2d|avgPool2d tanh] flatten linear'],
    ['duplicates a block', () => edits.duplicate(network, idOf('residual')), 'conv2d residual[conv2d relu|batchNorm] residual[conv2d relu|batchNorm] parallel[maxPool2d|avgPool2d tanh] flatten linear'],
    ['moves down', () => edits.moveBy(network, idOf('conv2d'), 1), 'residual[conv2d relu|batchNorm] conv2d parallel[maxPool2d|avgPool2d tanh] flatten linear'],
    ['moves up', () => edits.moveBy(network, idOf('linear'), -1), 'conv2d residual[conv2d relu|batchNorm] parallel[maxPool2d|avgPool2d tanh] linear flatten'],
    ['moves out of a block', () => edits.moveBy(network, idOf('relu'), 1), 'conv2d residual[conv2d|batchNorm] relu parallel[maxPool2d|avgPool2d tanh] flatten linear'],
    ['moves nothing past the ends', () => edits.moveBy(network, idOf('linear'), 1), whole],
    ['moves into a block', () => edits.moveTo(network, idOf('flatten'), list('parallel', 0), 0), 'conv2d residual[conv2d relu|batchNorm] parallel[flatten maxPool2d|avgPool2d tanh] linear'],
    ['moves no block into itself', () => edits.moveTo(network, idOf('residual'), list('residual', 0), 0), whole],
    ['changes the kind', () => edits.setKind(network, idOf('maxPool2d'), 'avgPool2d'), 'conv2d residual[conv2d relu|batchNorm] parallel[avgPool2d|avgPool2d tanh] flatten linear'],
    ['adds a branch', () => edits.addBranch(network, idOf('parallel')), 'conv2d residual[conv2d relu|batchNorm] parallel[maxPool2d|avgPool2d tanh|] flatten linear'],
    ['removes a branch', () => edits.removeBranch(network, idOf('parallel'), list('parallel', 1)), 'conv2d residual[conv2d relu|batchNorm] parallel[maxPool2d] flatten linear'],
  ])('%s', (_, edit, expected) => {
    expect(sketch(edit().network)).toBe(expected)
    expect(sketch(network)).toBe(whole)
  })

  it('chooses what is next to a removed layer, and the block when its list is empty', () => {
    expect(edits.remove(network, idOf('flatten')).chosen).toBe(idOf('linear'))
    expect(edits.remove(network, idOf('linear')).chosen).toBe(idOf('flatten'))
    expect(edits.remove(network, idOf('batchNorm')).chosen).toBe(idOf('residual'))
  })

  it('keeps common attributes when the kind changes', () => {
    const changed = edits.setKind(edits.setAttribute(network, idOf('maxPool2d'), 'stride', 3).network, idOf('maxPool2d'), 'avgPool2d').network
    expect(allLayers(changed.layers).find(({ id }) => id === idOf('maxPool2d'))?.attributes).toMatchObject({ kernel: 2, stride: 3, countIncludePad: true })
  })

  it('halves channels, keeps depthwise convolutions depthwise and the number of classes', () => {
    const halved = networkListingSchema.parse(writtenListing(edits.scaleChannels(network, 0.5).network))
    expect(halved.layers[0]).toMatchObject({ channels: 4, groups: 1 })
    expect(halved.layers[1]).toMatchObject({ layers: [{ channels: 4, groups: 4 }, {}] })
    expect(halved.layers.at(-1)).toMatchObject({ features: 10 })
  })
})

describe('any edits', () => {
  type Step = (draft: DraftNetwork, pick: number) => DraftNetwork
  const pickedId = (draft: DraftNetwork, pick: number): number => allLayers(draft.layers)[pick % Math.max(1, allLayers(draft.layers).length)]?.id ?? -1
  const steps: readonly Step[] = [
    (draft, pick) => edits.add(draft, layerKinds[pick % layerKinds.length] ?? 'relu', pick % 3 === 0 ? null : pickedId(draft, pick)).network,
    (draft, pick) => edits.remove(draft, pickedId(draft, pick)).network,
    (draft, pick) => edits.duplicate(draft, pickedId(draft, pick)).network,
    (draft, pick) => edits.moveBy(draft, pickedId(draft, pick), pick % 2 === 0 ? 1 : -1).network,
    (draft, pick) => edits.setAttribute(draft, pickedId(draft, pick), 'kernel', pick).network,
    (draft, pick) => edits.scaleChannels(draft, 1 / (1 + (pick % 4))).network,
  ]
  const script = fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(1000)), { maxLength: 25 })

  it('are taken back one by one, and done again', () => {
    fc.assert(fc.property(script, (script) => {
      const states = [network]
      let history: History<DraftNetwork> = historyOf(network)
      for (const [step, pick] of script) {
        const next = steps[step]?.(history.present, pick) ?? history.present
        if (next !== history.present) states.push(next)
        history = change(history, next, null)
      }
      for (const state of states.toReversed()) {
        expect(history.present).toBe(state)
        history = undo(history)
      }
      for (const state of states.slice(1)) {
        history = redo(history)
        expect(history.present).toBe(state)
      }
    }))
  })

  it('give every layer an identity of its own and a place', () => {
    fc.assert(fc.property(script, (script) => {
      const draft = script.reduce((state, [step, pick]) => steps[step]?.(state, pick) ?? state, network)
      const ids = allLayers(draft.layers).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect([...pathsOf(draft).keys()].sort()).toEqual([...ids].sort())
    }))
  })
})

it('joins the changes of one field, until it is left', () => {
  const typed = ['1', '12', '128'].reduce((history, text) => change(history, edits.setAttribute(history.present, idOf('linear'), 'features', Number(text)).network, 'features'), historyOf(network))
  expect(typed.past).toHaveLength(1)
  expect(undo(typed).present).toBe(network)
})
