// The record of one setting of a run, which form, flags, faults, titles, reports and sweeps read.
import type { ModelName } from '../../models/zoo'

/** The section of the form that a setting stands in; null in a record: the form does not show it. */
export type SettingGroup = 'network' | 'data' | 'training' | 'optimizer' | 'preprocessing' | 'augmentation' | 'computation'

/** The settings that stand beside one in the same object of a spec, by their names there. */
export type Siblings = Readonly<Record<string, unknown>>

/** One default for all runs, or one by network of the zoo. */
export type Default<Value> = Value | { readonly of: (model: ModelName) => Value }

/** How the command line takes a setting. */
export interface SettingFlag {
  /** As it is typed: `--batch-size`. */
  readonly name: `--${string}`
  /** What stands for its value in the help, e.g. `<n>`, or `[p]` for one that may be left out; left out: it takes none. */
  readonly takes?: `<${string}>` | `[${string}]`
  /** The number that the flag stands for when it is typed without its value. */
  readonly bare?: number
  /** One line of the help. */
  readonly help: string
  /** Help of the flag that switches the setting off (`--no-flip`); left out: there is none. */
  readonly off?: string
  /** Whether the number 0 leaves an optional setting empty. */
  readonly zeroIsEmpty?: boolean
  /** For a flag that sets two settings: the number of a pair such as `40x32` that belongs to this one; a single number sets both. */
  readonly place?: 'first' | 'second'
}

interface SettingRecord<Value> {
  /** Null: no flag of its own sets it. */
  readonly flag: SettingFlag | null
  /** Its name in the form, in messages and among the facts of a run. */
  readonly label: string
  /** Unit that stands behind the number in the form. */
  readonly unit?: string
  /** Two sentences: what it does, and what the book uses. */
  readonly help: string
  readonly group: SettingGroup | null
  /** Whether a sweep can vary it. */
  readonly axis: boolean
  readonly default: Default<Value>
  /** What an empty field means, e.g. `never`: the setting may be left empty, and is null then. */
  readonly empty?: string
  /** What the setting needs: a number that is not 0 (by its path), or a choice of one value. Without it, the setting has no effect and the form hides it. */
  readonly goesWith?: string | { readonly choice: string; readonly is: string }
  /** The group of words that its words join in titles and lines: how steps are taken, or how images are changed. Left out: neither. */
  readonly told?: 'steps' | 'images'
  /** The setting in a few words, e.g. `momentum 0.9`; empty where it is not worth mentioning. Siblings that these words mention have no words of their own. */
  readonly words?: (value: NonNullable<Value>, siblings: Siblings) => string
  /** A word for the key of a calibration where the value changes time or memory of a step, else empty. Left out: no value does. */
  readonly stepCost?: (value: NonNullable<Value>) => string
}

/** Bounds of a number; a fault names the bound that is broken. */
export interface Bounds {
  readonly min?: number
  readonly max?: number
  readonly above?: number
  readonly below?: number
}

/** How the arrow keys change a number field. An empty field begins at `from`. */
export type Arrows =
  | { readonly by: 'doubling'; readonly from: number; readonly most?: number }
  /** To the next of 1, 2, 5, 10, 20, ... */
  | { readonly by: 'ladder'; readonly from: number; readonly least?: number; readonly most?: number }
  | { readonly by: 'adding'; readonly step: number; readonly from: number; readonly least: number; readonly most?: number }
  /** To the next of 0.9, 0.95, 0.98, 0.99, ... */
  | { readonly by: 'nearing one' }

export interface NumberSetting extends SettingRecord<number | null>, Bounds {
  /** Counts are whole numbers; shares are parts of 1. */
  readonly kind: 'count' | 'number' | 'share'
  readonly arrows: Arrows
}

export interface SwitchSetting extends SettingRecord<boolean> {
  readonly kind: 'switch'
  /** The text beside the switch when it is on and when it is off. */
  readonly states: { readonly on: string; readonly off: string }
}

export interface ChoiceSetting extends SettingRecord<string | null> {
  readonly kind: 'choice'
  /** The choices in the order of choosers; null: only the lab knows them (data sets). */
  readonly names: readonly string[] | null
  readonly titles?: Readonly<Record<string, string>>
  readonly descriptions?: Readonly<Record<string, string>>
}

/** A list of numbers, such as one for each channel; typed with commas between. */
export interface NumbersSetting extends SettingRecord<readonly number[] | null>, Bounds {
  readonly kind: 'numbers'
  /** Most numbers of the list; it has one at least. */
  readonly most: number
}

export type Setting = NumberSetting | SwitchSetting | ChoiceSetting | NumbersSetting
