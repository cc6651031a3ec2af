// Sites of plans with one pass: the gradient of an operator by its input, in several ways.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import type { Shape } from '../../../onnx/tensor'
import { wayOf, type Site, type SitePlan } from '../site'

/** One way of computing a gradient from operands. */
export interface GradientWay<Operands> {
  /** Predicted cost, in multiply-adds of a large matrix product. */
  readonly cost: (operands: Operands) => number
  readonly emit: (g: GraphBuilder, operands: Operands) => Value
}

/** The ways of an operator's gradient. */
export interface GradientSite<Operands extends Readonly<Record<string, Value>>, Way extends string> {
  /** Name of the place in plans, without the shapes of the operands. */
  readonly name: string
  readonly builtIn: Way
  readonly ways: Readonly<Record<Way, GradientWay<Operands>>>
  /** The way of measured plans where the place was not timed; default: the built-in one. */
  readonly likelyBest?: (operands: Operands) => Way
}

/** Emits a gradient by the way that a plan chooses. @param operands float32, the first axis of each the images of the batch */
export function emitGradientSite<Operands extends Readonly<Record<string, Value>>, Way extends string>(
  g: GraphBuilder,
  plan: SitePlan,
  site: GradientSite<Operands, Way>,
  operands: Operands,
): Value {
  const way = wayOf(plan, siteOf(site, operands))
  return site.ways[way as Way].emit(g, operands)
}

function siteOf<Operands extends Readonly<Record<string, Value>>, Way extends string>(site: GradientSite<Operands, Way>, operands: Operands): Site {
  const { name, ways, builtIn, likelyBest } = site
  const shapes = Object.values<Value>(operands).map(({ shape }) => shape)
  return {
    place: [name, ...shapes.map((shape) => shape.join('x'))].join(' '),
    pass: 'input gradient',
    ways: Object.keys(ways),
    builtIn,
    ...(likelyBest && { likelyBest: likelyBest(operands) }),
    cost: (way) => ways[way as Way].cost(operands),
    images: shapes[0]?.[0] ?? 1,
    resized: (images) => siteOf(site, mapped(operands, (value) => ({ ...value, shape: withImages(value.shape, images) }))),
    probe: (g, planned) => [ways[(planned.get('input gradient') ?? builtIn) as Way].emit(g, mapped(operands, ({ type, shape }, operand) => g.input(operand, type, shape)))],
  }
}

const withImages = (shape: Shape, images: number): Shape => shape.with(0, images)

const mapped = <Operands extends Readonly<Record<string, Value>>>(operands: Operands, map: (value: Value, name: string) => Value): Operands =>
  Object.fromEntries(Object.entries<Value>(operands).map(([name, value]) => [name, map(value, name)])) as Operands
