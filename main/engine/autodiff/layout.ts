// Layouts of values between the nodes of a program: each is computed in the one that suits its node, and brought into another where a reader needs it.
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { addToBlocks, toBlocks, toPlain } from '../../onnx/blocked-layout'
import { add } from '../../onnx/operations'

/**
 * The layouts in which a rule takes its values. `plain`: as their shapes say. `alike`: all in the same one, because it computes each element by
 * itself. `any`: the rule looks at the layouts itself.
 */
export type RuleLayout = 'plain' | 'alike' | 'any'

/** What each value is in the other layout, as far as it was asked for, by name. */
const twins = new WeakMap<GraphBuilder, Map<string, Value>>()

function twinOf(g: GraphBuilder, value: Value, convert: () => Value): Value {
  const known = twins.get(g) ?? new Map<string, Value>()
  twins.set(g, known)
  const twin = known.get(value.name) ?? convert()
  known.set(value.name, twin)
  known.set(twin.name, value)
  return twin
}

/** A value as its shape says. */
export const plainOf = (g: GraphBuilder, value: Value): Value => (value.block === undefined ? value : twinOf(g, value, () => toPlain(g, value)))

/** Images in blocks of channels, which must be whole blocks. */
export const inBlocks = (g: GraphBuilder, value: Value, block: number): Value => (value.block === block ? value : twinOf(g, value, () => toBlocks(g, value, block)))

/** The sum of two values of one shape, in the layout of the first. */
export function addInLayout(g: GraphBuilder, a: Value, b: Value): Value {
  return a.block === undefined ? add(g, a, plainOf(g, b)) : addToBlocks(g, inBlocks(g, b, a.block), a)
}

/** The values of a node in the layouts that its rule takes. @param model whose layout those of `alike` get; by default any of them that is in blocks */
export function inLayouts<T extends Value | null>(g: GraphBuilder, layout: RuleLayout, values: readonly T[], model: Value | null = values.find((value) => value?.block !== undefined) ?? null): readonly T[] {
  if (layout === 'any') return values
  const block = layout === 'alike' && model && values.every((value) => !value || isAlike(value, model)) ? model.block : undefined
  return values.map((value) => value && ((block === undefined || !hasShapeOf(value, model) ? plainOf(g, value) : inBlocks(g, value, block)) as T))
}

const hasShapeOf = ({ shape }: Value, model: Value | null): boolean => shape.join() === model?.shape.join()

/** Whether a value can be read beside one in blocks: it has the same shape, or one number for each image. */
const isAlike = (value: Value, model: Value): boolean => hasShapeOf(value, model) || value.shape.slice(-3).every((size) => size === 1)
