// The interface between a form and its fields: values, faults and changes. Through it, fields need not know a store.
import type { SettingPath } from '@contract/training/settings/table'
import { inject, provide, type InjectionKey } from 'vue'

export interface FormContext {
  /** The value of a setting: a number as typed, the name of a choice, a switch as a boolean. */
  readonly valueOf: (path: SettingPath) => string | boolean
  readonly write: (path: SettingPath, value: string | boolean) => void
  /** The fault of a setting in a sentence; undefined where there is none. */
  readonly faultOf: (path: SettingPath) => string | undefined
  /** Whether a setting differs from what the form began with. */
  readonly isChanged: (path: SettingPath) => boolean
  /** The value of a setting before it was changed, in a sentence. */
  readonly changeWords: (path: SettingPath) => string
  readonly takeBack: (path: SettingPath) => void
}

const key: InjectionKey<FormContext> = Symbol('form')

/** Makes a component the form of the fields below it. */
export function provideForm(form: FormContext): void {
  provide(key, form)
}

/** The form that a field stands in. @throws Error where it stands in none */
export function useForm(): FormContext {
  const form = inject(key)
  if (!form) throw new Error('a field stands outside of a form')
  return form
}
