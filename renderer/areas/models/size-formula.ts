// How the output size of a layer and the number of its weights follow from its attributes, with the numbers put in, as a textbook writes it.
import { formatCount } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { LayerRow } from '@contract/models/network-analysis'

type Attributes = Readonly<Record<string, unknown>>
type Axis = 0 | 1

/** A size or a pair on one axis. */
function along(value: unknown, axis: Axis, otherwise: number): number {
  const single: unknown = Array.isArray(value) ? value[axis] : value
  return typeof single === 'number' ? single : otherwise
}

/** Pixels that a padding adds on both sides of an axis, each side. */
function sides(value: unknown, axis: Axis): readonly [number, number] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { top, left, bottom, right } = value as Readonly<Record<string, number>>
    return axis === 0 ? [top ?? 0, bottom ?? 0] : [left ?? 0, right ?? 0]
  }
  const same = along(value, axis, 0)
  return [same, same]
}

const axes = [[phrase('height'), 0], [phrase('width'), 1]] as const

/** floor((size + padding - dilation * (kernel - 1) - 1) / stride) + 1, for both axes, or once where they are alike. */
function slidingWindow({ inputShapes, outputShape }: LayerRow, { kernel, stride, padding, dilation, ceilMode }: Attributes): readonly string[] {
  const lines = axes.map(([name, axis]) => {
    const [size, out] = [inputShapes[0]?.[2 + axis] ?? 0, outputShape[2 + axis] ?? 0]
    const window = along(kernel, axis, 1)
    const [before, after] = sides(padding, axis)
    const reach = along(dilation, axis, 1) * (window - 1) + 1
    const padded = before + after === 0 ? '' : ` + ${before === after ? `2·${before}` : `${before} + ${after}`}`
    const [open, close] = ceilMode === true ? ['⌈', '⌉'] : ['⌊', '⌋']
    return { name, text: `${open}(${size}${padded} − ${reach}) / ${along(stride, axis, window)}${close} + 1 = ${out}` }
  })
  const [height, width] = lines
  return height?.text === width?.text ? [phrase('height, width: {formula}', { formula: height?.text ?? '' })] : lines.map(({ name, text }) => phrase('{axis}: {formula}', { axis: name, formula: text }))
}

function weights({ inputShapes, outputShape, parameters }: LayerRow, { kernel, groups, bias }: Attributes): string {
  const [inputs, outputs] = [inputShapes[0]?.[1] ?? 0, outputShape[1] ?? 0]
  const parts = typeof groups === 'number' ? groups : 1
  const window = kernel === undefined ? '' : ` · ${along(kernel, 0, 1)} · ${along(kernel, 1, 1)}`
  const biases = bias === false ? '' : ` + ${formatCount(outputs)}`
  return phrase('parameters: {formula}', { formula: `${formatCount(outputs)} · ${formatCount(inputs)}${parts > 1 ? ` / ${parts}` : ''}${window}${biases} = ${formatCount(parameters)}` })
}

const formulas: Readonly<Record<string, (row: LayerRow, attributes: Attributes) => readonly string[]>> = {
  conv2d: (row, attributes) => [...slidingWindow(row, attributes), weights(row, attributes)],
  maxPool2d: slidingWindow,
  avgPool2d: slidingWindow,
  linear: (row, attributes) => [weights(row, attributes)],
  flatten: ({ inputShapes, outputShape }) => [`${(inputShapes[0] ?? []).slice(1).join(' · ')} = ${formatCount(outputShape[1] ?? 0)}`],
}

/** Lines of the derivation; null for layers whose output is as large as their input, and others of which there is nothing to derive. */
export function sizeFormula(row: LayerRow, attributes: Attributes): readonly string[] | null {
  return formulas[row.kind]?.(row, attributes) ?? null
}
