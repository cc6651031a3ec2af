// What layers cost in one pass of a training step, or in the whole of it, as tables show it.
import { arithmeticIntensity } from '@common/layers/arithmetic-intensity'
import { bytesOf, stepCost } from '@common/layers/step-cost'
import { formatBytes, formatCompactCount } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { CostTotal, PassCost, PassName } from '@contract/models/network-analysis'

/** A pass, or all of them together. */
export type PassChoice = PassName | 'step'

export const passChoices: readonly { readonly value: PassChoice; readonly label: string }[] = [
  { value: 'forward', label: phrase('Forward') },
  { value: 'inputGradient', label: phrase('Input gradients') },
  { value: 'weightGradient', label: phrase('Weight gradients') },
  { value: 'update', label: phrase('Update') },
  { value: 'step', label: phrase('Whole step') },
]

export function costOf(passes: CostTotal['passes'], pass: PassChoice): PassCost {
  return pass === 'step' ? stepCost(passes) : passes[pass]
}

/** Floating-point operations for each byte that is read or written, as text. */
export const intensityText = (cost: PassCost): string => (arithmeticIntensity(cost) ?? 0).toPrecision(3)

const blank = (value: number, text: (value: number) => string): string => (value === 0 ? '' : text(value))

interface CostColumn {
  readonly name: 'multiplyAdds' | 'flops' | 'read' | 'written' | 'bytes' | 'intensity'
  readonly label: string
  /** What the column tells, for its heading's tooltip. */
  readonly meaning: string
  readonly text: (cost: PassCost) => string
  /** Class that hides it where the table has no room for it, or shows it only there. */
  readonly where: string
}

export const costColumns: readonly CostColumn[] = [
  { name: 'multiplyAdds', label: phrase('multiply-adds'), meaning: phrase('Products that are summed, for the whole batch.'), text: ({ multiplyAdds }) => blank(multiplyAdds, formatCompactCount), where: '@max-3xl:hidden' },
  { name: 'flops', label: phrase('FLOPs'), meaning: phrase('Floating-point operations: two for each multiply-add, and those on single values.'), text: ({ flops }) => blank(flops, formatCompactCount), where: '' },
  { name: 'read', label: phrase('read'), meaning: phrase('Bytes that must be read at least.'), text: ({ bytesRead }) => blank(bytesRead, formatBytes), where: '@max-3xl:hidden' },
  { name: 'written', label: phrase('written'), meaning: phrase('Bytes that must be written at least.'), text: ({ bytesWritten }) => blank(bytesWritten, formatBytes), where: '@max-3xl:hidden' },
  { name: 'bytes', label: phrase('bytes'), meaning: phrase('Bytes that must be read and written at least.'), text: (cost) => blank(bytesOf(cost), formatBytes), where: '@3xl:hidden' },
  { name: 'intensity', label: phrase('FLOP/byte'), meaning: phrase('Arithmetic intensity: operations for each byte. Where it is low, bandwidth is the limit.'), text: (cost) => (arithmeticIntensity(cost) ? intensityText(cost) : ''), where: '' },
]
