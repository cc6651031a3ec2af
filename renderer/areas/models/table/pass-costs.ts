// What layers cost in one pass of a training step, or in the whole of it, as tables show it.
import { formatBytes, formatCompactCount } from '@common/words/format'
import { passNames, type CostTotal, type PassCost, type PassName } from '@contract/models/network-analysis'

/** A pass, or all of them together. */
export type PassChoice = PassName | 'step'

export const passChoices: readonly { readonly value: PassChoice; readonly label: string }[] = [
  { value: 'forward', label: 'Forward' },
  { value: 'inputGradient', label: 'Input gradients' },
  { value: 'weightGradient', label: 'Weight gradients' },
  { value: 'update', label: 'Update' },
  { value: 'step', label: 'Whole step' },
]

type Passes = CostTotal['passes']

const costKeys = ['multiplyAdds', 'flops', 'bytesRead', 'bytesWritten'] as const

export function costOf(passes: Passes, pass: PassChoice): PassCost {
  if (pass !== 'step') return passes[pass]
  const [multiplyAdds, flops, bytesRead, bytesWritten] = costKeys.map((key) => passNames.reduce((sum, name) => sum + passes[name][key], 0)) as [number, number, number, number]
  return { multiplyAdds, flops, bytesRead, bytesWritten }
}

/** Floating-point operations for each byte that is read or written; 0 where nothing is. */
export function intensityOf({ flops, bytesRead, bytesWritten }: PassCost): number {
  const bytes = bytesRead + bytesWritten
  return bytes === 0 ? 0 : flops / bytes
}

const blank = (value: number, text: (value: number) => string): string => (value === 0 ? '' : text(value))

interface CostColumn {
  readonly label: string
  /** What the column tells, for its heading's tooltip. */
  readonly meaning: string
  readonly text: (cost: PassCost) => string
  /** Class that hides it where the table has no room for it, or shows it only there. */
  readonly where: string
}

export const costColumns: readonly CostColumn[] = [
  { label: 'multiply-adds', meaning: 'Products that are summed, for the whole batch.', text: ({ multiplyAdds }) => blank(multiplyAdds, formatCompactCount), where: '@max-3xl:hidden' },
  { label: 'FLOPs', meaning: 'Floating-point operations: two for each multiply-add, and those on single values.', text: ({ flops }) => blank(flops, formatCompactCount), where: '' },
  { label: 'read', meaning: 'Bytes that must be read at least.', text: ({ bytesRead }) => blank(bytesRead, formatBytes), where: '@max-3xl:hidden' },
  { label: 'written', meaning: 'Bytes that must be written at least.', text: ({ bytesWritten }) => blank(bytesWritten, formatBytes), where: '@max-3xl:hidden' },
  { label: 'bytes', meaning: 'Bytes that must be read and written at least.', text: ({ bytesRead, bytesWritten }) => blank(bytesRead + bytesWritten, formatBytes), where: '@3xl:hidden' },
  { label: 'FLOP/byte', meaning: 'Arithmetic intensity: operations for each byte. Where it is low, bandwidth is the limit.', text: (cost) => blank(intensityOf(cost), (value) => value.toPrecision(3)), where: '' },
]
