// Attributes of layers as text: how the editor of networks shows and reads them, and the line that sums a layer up.
import { phrase } from '@language/phrase'
import type { LayerRecord } from '@contract/models/layers/layer'
import { withCommas } from '../words/listed-words'
import { withinSentence } from '../words/within-sentence'
import { attributesOf, freshLayer, type AttributeControl } from './layer-catalogue'

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const read = (text: string): number | null => (numberPattern.test(text) ? Number(text) : null)

/** The numbers of `3×5`, `3x5`, `3, 5`; null where a part is no number. */
function numbersOf(text: string): readonly number[] | null {
  const numbers = text.split(/\s*[×x,，、]\s*/).map(read)
  return numbers.every((number) => number !== null) ? numbers : null
}

/**
 * The value of a text in the editor: undefined for an empty one, and the text itself where it cannot be read, so that the schema of
 * layers finds the fault. Switches have no text.
 */
export function readAttribute({ kind }: AttributeControl, text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (kind === 'choice') return trimmed
  if (kind === 'count' || kind === 'number') return read(trimmed) ?? trimmed
  const numbers = numbersOf(trimmed)
  if (numbers?.length === 1) return numbers[0]
  if (numbers?.length === 2) return numbers
  if (numbers?.length === 4 && kind === 'paddings') {
    const [top, left, bottom, right] = numbers
    return { top, left, bottom, right }
  }
  return trimmed
}

/** The text of a value: `3`, `3×5`, `0, 1, 2, 3` for top, left, bottom, right; a text that could not be read stays as it is. */
export function attributeText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(attributeText).join('×')
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  const sides = value as Readonly<Record<'top' | 'left' | 'bottom' | 'right', unknown>>
  return [sides.top, sides.left, sides.bottom, sides.right].map(attributeText).join(', ')
}

/** Attributes whose values stand without a name in the line of a layer. */
const bare: ReadonlySet<string> = new Set(['channels', 'features', 'kernel', 'output', 'p', 'scale', 'factor', 'size'])

/**
 * A layer's attributes in one line, without those at PyTorch's defaults: `96, 11×11, stride 4, padding 1`.
 * @param record as the user has written it, valid or not
 */
export function attributeLine(record: Pick<LayerRecord, 'layer'> & Readonly<Record<string, unknown>>): string {
  const usual = freshLayer(record.layer) as unknown as Readonly<Record<string, unknown>>
  const parts = attributesOf(record.layer).flatMap(([field, { kind, label }]) => {
    const value = record[field]
    const text = kind === 'sizes' && typeof value === 'number' && (field === 'kernel' || field === 'output') ? `${value}×${value}` : attributeText(value)
    if (text === '') return []
    if (bare.has(field)) return [text]
    if (text === attributeText(usual[field]) && !alwaysSaid.has(field)) return []
    const name = withinSentence(label)
    if (kind === 'switch') return [value === true ? name : phrase('no {label}', { label: name })]
    return isNothing(field, text) ? [] : [`${name} ${text}`]
  })
  return withCommas(parts)
}

/** Attributes that a new layer may begin with at other values than PyTorch's; the line compares them with PyTorch's. */
const alwaysSaid: ReadonlySet<string> = new Set(['stride', 'padding', 'groups'])
/** Whether one of these attributes has PyTorch's default. */
const isNothing = (field: string, text: string): boolean => (field === 'padding' && text === '0') || ((field === 'stride' || field === 'groups') && text === '1')
