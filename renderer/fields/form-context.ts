// What a form gives the fields in it: their values, their faults, and what is changed. Fields know no store.
import type { SettingPath } from '@contract/training/settings/table'
import { inject, provide, type InjectionKey } from 'vue'

export interface FormContext {
  /** A number as it was typed, a choice by its name, a switch as it stands. */
  readonly valueOf: (path: SettingPath) => string | boolean
  readonly write: (path: SettingPath, value: string | boolean) => void
  /** What is wrong with a setting, in a sentence; undefined where nothing is. */
  readonly faultOf: (path: SettingPath) => string | undefined
  /** Whether a setting differs from what the form began with. */
  readonly isChanged: (path: SettingPath) => boolean
  /** What stood in place of a changed setting, in a sentence. */
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
