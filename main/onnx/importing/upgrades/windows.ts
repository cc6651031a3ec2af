// Upgrades of convolutions and pools: `auto_pad` and `ceil_mode` become padding by numbers, which ONNX Runtime always takes.
import { int, intAttribute, ints, intsAttribute, stringAttribute } from '../../graph'
import { reachOf, slide, windowOf, type Window } from '../../shape-inference/window'
import { int64 } from '../../tensor'
import { Rewrite, without, type UpgradeContext, type Upgrade } from './rewrite'
import type { StoredNode } from '../../stored-model'

/** Replaces `auto_pad`, which ONNX Runtime refuses with dilations and with strides larger than the window. */
export const paddedByRule: Upgrade = (node, context) => {
  const rule = stringAttribute(node, 'auto_pad', 'NOTSET')
  if (rule === 'NOTSET') return node.attributes.auto_pad ? [{ ...node, attributes: without(node.attributes, 'auto_pad') }] : null
  const { padBegin, padEnd } = windowIn(node, context).window
  return [{ ...node, attributes: { ...without(node.attributes, 'auto_pad'), pads: ints([...padBegin, ...padEnd]) } }]
}

/**
 * Replaces `ceil_mode`, which adds windows that reach beyond the padding, by more padding at the end. These elements do not count in an average. Where
 * the padding itself counts, a Pad node adds it before the pool, so that only the further elements are padding of the pool. Without this
 * upgrade, some graphs with ceil_mode fail to load: ONNX's shape inference counts a last window that begins in the padding.
 */
export const roundedUp: Upgrade = (node, context) => {
  if (intAttribute(node, 'ceil_mode', 0) === 0) return null
  const { window, spatial } = windowIn(node, context)
  const beyond = slide(window, spatial).map((positions, axis) => {
    const reached = (positions - 1) * (window.strides[axis] ?? 1) + reachOf(window, axis)
    return Math.max(0, reached - (spatial[axis] ?? 0) - (window.padBegin[axis] ?? 0) - (window.padEnd[axis] ?? 0))
  })
  const attributes = without(node.attributes, 'ceil_mode')
  const padded = (begin: readonly number[], end: readonly number[]) => ({ ...attributes, pads: ints([...begin, ...end]) })
  if (beyond.every((count) => count === 0)) return [{ ...node, attributes }]
  if (intAttribute(node, 'count_include_pad', 0) === 0) {
    return [{ ...node, attributes: padded(window.padBegin, window.padEnd.map((count, axis) => count + (beyond[axis] ?? 0))) }]
  }
  const r = new Rewrite(node, context)
  const x = r.emit('Pad', [node.inputs[0] ?? '', r.constant(int64([0, 0, ...window.padBegin, 0, 0, ...window.padEnd]))])
  return r.ending(node.operator, [x], { ...padded(beyond.map(() => 0), beyond), count_include_pad: int(0) })
}

/** The window of a node, and the sizes that it slides over. */
function windowIn(node: StoredNode, { valueOf }: UpgradeContext): { readonly window: Window; readonly spatial: readonly number[] } {
  const spatial = valueOf(node.inputs[0] ?? '').shape.slice(2)
  const kernel = node.operator === 'Conv' ? valueOf(node.inputs[1] ?? '').shape.slice(2) : intsAttribute(node, 'kernel_shape', [])
  return { window: windowOf(node, kernel, spatial), spatial }
}
