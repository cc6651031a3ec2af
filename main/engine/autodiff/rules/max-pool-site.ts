// A max-pool as a site of a plan: its gradient goes to the indices that the forward pass keeps, added or, where windows lie apart, written; or the maxima are found again tap by tap, or pair by pair.
import { int, ints, string, type Attributes, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { fitsBlocks, maxPoolBlocks } from '../../../onnx/blocked-layout'
import { reshape, zerosLike } from '../../../onnx/operations'
import { liesApart, slide, type Window } from '../../../onnx/shape-inference/window'
import { elementCount, int64, type ElementType, type Shape } from '../../../onnx/tensor'
import type { Capabilities } from '../../capabilities'
import { inBlocks, plainOf } from '../layout'
import type { Site } from '../site'
import { gradientOfTiles, isOfTiles } from './blocked-max-pool'
import { gradientOfPairs, isOfPairs, poolByPairs } from './max-pool-by-pairs'
import { bySteps, gradientByTaps, type Splitting } from './max-pool-gradient'

export interface PoolPlace {
  readonly window: Window
  /** [N, C, spatial...] */
  readonly images: Shape
  readonly type: ElementType
  /** Of the program's device. */
  readonly capabilities: Capabilities
  /** Channels in a block of the processor's operators on blocks; null: the plan has none. */
  readonly block: number | null
}

export type PoolWay = 'indices' | 'unpool' | 'taps' | 'steps' | 'pairs' | 'blocked'

/** Cost of an element that a way reads or writes, in multiply-adds of a large matrix product. */
const costOfMoved = 10
/** Elements that are read and written for one of the output by its index, and for each tap of the window. */
const moves = { indices: 50, unpooled: 25, tap: 20, step: 10, pair: 6, pixel: 5 }

export function poolSite(place: PoolPlace): Site {
  const { window, images, type, capabilities, block } = place
  const positions = slide(window, images.slice(2))
  const output = [...images.slice(0, 2), ...positions]
  const costs: Readonly<Record<string, number>> = { indices: moves.indices, unpool: moves.unpooled, taps: moves.tap * elementCount(window.kernel), steps: moves.step * elementCount(window.kernel), pairs: moves.pair * (elementCount(window.kernel) - 1), blocked: moves.pixel * elementCount(window.kernel) }
  return {
    place: placeName(place),
    pass: 'forward and gradient',
    ways: [
      ...(hasIndices(capabilities) ? ['indices'] : []),
      ...(canUnpool(place) ? ['unpool'] : []),
      'taps',
      ...(hasIndices(capabilities) && type === 'float32' ? ['steps'] : []),
      ...(canUnpool(place) && isOfPairs(window, images) ? ['pairs'] : []),
      ...(isInBlocks(place) ? ['blocked'] : []),
    ],
    builtIn: builtInWay(place),
    isWasteful: (way) => way === 'indices' && canUnpool(place),
    cost: (way) => (costs[way] ?? Infinity) * costOfMoved * elementCount(output),
    images: images[0] ?? 1,
    resized: (count) => poolSite({ ...place, images: [count, ...images.slice(1)] }),
    probe: (g, ways) => {
      const [x, grad] = [g.input('x', type, images), g.input('grad', type, output)]
      const way = ways.get('forward and gradient') ?? 'taps'
      if (keepsIndices(way)) {
        const [y, indices] = poolWithIndices(g, x, attributesOf(window))
        if (!y || !indices) throw new Error('a max-pool has its output and indices')
        return [y, way === 'unpool' ? unpooledTo(g, indices, grad, images, window) : scatteredTo(g, indices, grad, images)]
      }
      if (way === 'blocked' && block !== null) {
        const blocked = inBlocks(g, x, block)
        const y = maxPoolBlocks(g, blocked, window)
        return [plainOf(g, y), plainOf(g, gradientOfTiles(g, blocked, y, inBlocks(g, grad, block), window))]
      }
      if (way === 'pairs') {
        const { pooled, firsts } = poolByPairs(g, x, window)
        return [pooled, gradientOfPairs(g, firsts, grad, images)]
      }
      const y = g.node('MaxPool', [x], attributesOf(window))
      return [y, gradientByTaps(g, x, y, grad, window, splittings[way])]
    },
  }
}

function builtInWay(place: PoolPlace): PoolWay {
  if (canUnpool(place)) return 'unpool'
  return hasIndices(place.capabilities) ? 'indices' : 'taps'
}

/** Whether the forward pass of a way keeps indices of the maxima. */
export const keepsIndices = (way: string): boolean => way === 'indices' || way === 'unpool'

/** Whether every maximum gets one gradient, as windows lie apart. */
const canUnpool = ({ window, type, capabilities }: PoolPlace): boolean => hasIndices(capabilities) && type === 'float32' && liesApart(window)

/** Whether images are in whole blocks, or can be brought into them, and windows are tiles. */
const isInBlocks = ({ window, images, type, block }: PoolPlace): boolean => block !== null && fitsBlocks({ shape: images, type }, block) && isOfTiles(window)

/** How ways without indices split a gradient at the maxima; those that are not named do so by choice. */
export const splittings: Readonly<Partial<Record<string, Splitting>>> = { steps: bySteps }

/** Whether gradients can be scattered to the indices of the maxima, in a fixed order. */
export const hasIndices = ({ maxPoolIndices, orderedScatter }: Capabilities): boolean => maxPoolIndices && orderedScatter

/** The pool and the indices of its maxima in the flattened input. */
export function poolWithIndices(g: GraphBuilder, x: Value | null, attributes: Attributes, name?: string): readonly Value[] {
  return g.nodeWithOutputs('MaxPool', [x], { ...attributes, storage_order: int(0) }, { outputs: 2, ...(name !== undefined && { name }) })
}

/** Writes gradients to the maxima of windows that share no element, in one pass over memory: a third of the time of adding them to zeros. */
export const unpooledTo = (g: GraphBuilder, indices: Value, grad: Value, shape: Shape, { kernel, strides }: Window): Value =>
  g.node('MaxUnpool', [grad, indices, g.constant(int64(shape))], { kernel_shape: ints(kernel), strides: ints(strides) })

/** Scatters gradients with addition, because an element can be the maximum of several windows. */
export function scatteredTo(g: GraphBuilder, indices: Value, grad: Value, shape: Shape): Value {
  const flat = (value: Value): Value => reshape(g, value, [elementCount(value.shape)])
  const zeros = zerosLike(g, grad, [elementCount(shape)])
  return reshape(g, g.node('ScatterElements', [zeros, flat(indices), flat(grad)], { reduction: string('add') }), shape)
}

function placeName({ window, images, type }: PoolPlace): string {
  const { kernel, strides, dilations, padBegin, padEnd, ceilMode } = window
  return [
    'max-pool',
    images.join('x'),
    kernel.join('x'),
    `stride${strides.join('x')}`,
    ...(dilations.every((dilation) => dilation === 1) ? [] : [`dilation${dilations.join('x')}`]),
    ...([...padBegin, ...padEnd].every((pad) => pad === 0) ? [] : [`pad${[...padBegin, ...padEnd].join('x')}`]),
    ...(ceilMode ? ['ceil'] : []),
    ...(type === 'float32' ? [] : [type]),
  ].join(' ')
}

const attributesOf = ({ kernel, strides, dilations, padBegin, padEnd, ceilMode }: Window): Attributes => ({
  kernel_shape: ints(kernel),
  strides: ints(strides),
  dilations: ints(dilations),
  pads: ints([...padBegin, ...padEnd]),
  ...(ceilMode && { ceil_mode: int(1) }),
})
