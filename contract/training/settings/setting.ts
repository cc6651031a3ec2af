// What the lab knows of one setting of a run: the record that form, flags, faults, titles, reports and sweeps read.
import type { ModelName } from '../../models/zoo'

/** The section of the form that a setting stands in; null in a record: the form does not show it. */
export type SettingGroup = 'network' | 'data' | 'training' | 'optimizer' | 'augmentation' | 'computation'

/** The settings that stand beside one in the same object of a spec, by their names there. */
export type Siblings = Readonly<Record<string, unknown>>

/** A value that every run begins with, or one that each network of the zoo has by itself. */
export type Default<Value> = Value | { readonly of: (model: ModelName) => Value }

/** How the command line takes a setting. */
export interface SettingFlag {
  /** As it is typed: `--batch-size`. */
  readonly name: `--${string}`
  /** What stands for its value in the help, e.g. `<n>`; left out: it takes none. */
  readonly takes?: `<${string}>`
  /** One line of the help. */
  readonly help: string
  /** Help of the flag that switches the setting off (`--no-flip`); left out: there is none. */
  readonly off?: string
  /** Whether the number 0 leaves an optional setting empty. */
  readonly zeroIsEmpty?: boolean
  /** Which number of a pair such as `40x32` is the setting's, where the flag sets two; one number alone is for both. Left out: it sets one. */
  readonly place?: 'first' | 'second'
}

interface SettingRecord<Value> {
  /** Null: no flag of its own sets it. */
  readonly flag: SettingFlag | null
  /** Its name in the form, in messages and among the facts of a run. */
  readonly label: string
  /** Behind the number in the form. */
  readonly unit?: string
  /** Two sentences: what it does, and what the book uses. */
  readonly help: string
  readonly group: SettingGroup | null
  /** Whether a sweep can vary it. */
  readonly axis: boolean
  readonly default: Default<Value>
  /** What an empty field means, e.g. `never`: the setting may be left empty, and is null then. */
  readonly empty?: string
  /** The path of a number without which the setting does nothing; the form hides it while that number is 0. */
  readonly goesWith?: string
  /** Where its words stand in titles and lines: among those of how steps are taken, or of how images are changed. Left out: it has a place of its own, or none. */
  readonly told?: 'steps' | 'images'
  /** The setting in a few words, e.g. `momentum 0.9`; empty where nothing is worth telling. Siblings that these words tell of have none of their own. */
  readonly words?: (value: NonNullable<Value>, siblings: Siblings) => string
  /** What of its value the time or the memory of a step depends on, as a word of the key of a calibration; empty: nothing. Left out: it costs nothing. */
  readonly stepCost?: (value: NonNullable<Value>) => string
}

/** Bounds that a number must keep; each is told in the fault that breaks it. */
export interface Bounds {
  readonly min?: number
  readonly max?: number
  readonly above?: number
  readonly below?: number
}

/** Where the arrow keys of a number field lead. Each begins at `from` where the field holds no number. */
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
  /** Beside the switch, what it says when it is on and when it is off. */
  readonly states: { readonly on: string; readonly off: string }
}

export interface ChoiceSetting extends SettingRecord<string | null> {
  readonly kind: 'choice'
  /** What can be chosen, in the order of choosers; null: the lab knows (data sets). */
  readonly names: readonly string[] | null
  readonly titles?: Readonly<Record<string, string>>
  readonly descriptions?: Readonly<Record<string, string>>
}

export type Setting = NumberSetting | SwitchSetting | ChoiceSetting
