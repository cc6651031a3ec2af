// What a question to the table of runs asks for: words and conditions as a tree, with their places in the text.
import type { RunField } from '@contract/runs/run-query'

/** Part of a text: from its first character to behind its last. */
export interface Place {
  readonly from: number
  readonly to: number
}

export const operators = ['=', '!=', '<', '<=', '>', '>='] as const
export type Operator = (typeof operators)[number]

export type ComparedValue =
  /** The run does not have the value. */
  | { readonly kind: 'none' }
  /** `reach`: half of the last digit that was written, by which a measured figure may differ and still count as equal. */
  | { readonly kind: 'number'; readonly number: number; readonly reach: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'switch'; readonly isOn: boolean }
  /** ISO 8601, UTC: a day in local time from its first moment to the first one behind it, or a moment, for which both are the same. */
  | { readonly kind: 'moment'; readonly from: string; readonly to: string }

export interface Comparison {
  readonly kind: 'comparison'
  readonly field: RunField
  readonly operator: Operator
  readonly value: ComparedValue
}

export type Condition =
  /** Stands in title, id, network, data set, tags or note of the run, whatever its capitals. */
  | { readonly kind: 'word'; readonly word: string }
  | Comparison
  /** No part: every run. */
  | { readonly kind: 'and'; readonly parts: readonly Condition[] }
  | { readonly kind: 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }

export const everyRun: Condition = { kind: 'and', parts: [] }
