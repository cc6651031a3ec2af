// A number that a page asks for beside the settings of a run: its words, its bounds, how the arrow keys change it, and what a text stands for.
import { phrase } from '@language/phrase'
import type { Arrows, Bounds, NumberSetting } from '@contract/training/settings/setting'
import { numberSchema } from '@contract/training/settings/value-schema'
import { readNumberOf } from './read-number'

export interface NumberEntry extends Bounds {
  /** Counts are whole numbers. */
  readonly kind: NumberSetting['kind']
  readonly label: string
  /** One or two sentences: what the number does. */
  readonly help: string
  readonly unit?: string
  readonly arrows: Arrows
}

/** The number that a text stands for, or what is wrong with it in a sentence. */
export type ReadEntry = { readonly value: number; readonly fault: null } | { readonly value: null; readonly fault: string }

export function readEntry(entry: NumberEntry, text: string): ReadEntry {
  const typed = readNumberOf(entry.kind, text)
  const parsed = numberSchema(entry).safeParse(typed)
  if (parsed.success) return { value: parsed.data, fault: null }
  const wanted = entry.kind === 'count' ? phrase('must be a whole number') : phrase('must be a number')
  return { value: null, fault: phrase('{label} {message}.', { label: entry.label, message: Number.isNaN(typed) ? wanted : (parsed.error.issues[0]?.message ?? wanted) }) }
}
