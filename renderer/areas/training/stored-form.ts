// Stores the form, so that it is the same when the window is opened again.
import { networkSettingsSchema } from '@contract/models/networks'
import { presetNameSchema, type PresetName } from '@contract/training/presets'
import { settingAt, settingPaths } from '@contract/training/settings/table'
import { z } from 'zod'
import type { Draft } from './draft'

const storageKey = 'cnn-lab-form'

export interface StoredForm {
  readonly presetName: PresetName
  readonly draft: Draft
}

/** Schema of a stored form; one from an earlier version may lack settings, which are then taken from the preset. */
const draftSchema = z.object({
  network: networkSettingsSchema,
  ...Object.fromEntries(settingPaths.map((path) => [path, (settingAt(path).kind === 'switch' ? z.boolean() : z.string()).optional()])),
})
const storedSchema = z.object({ presetName: presetNameSchema, draft: draftSchema })

/** Stores the form; where the window cannot store anything, the form is as the preset when the window is opened again. */
export function storeForm(form: StoredForm): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(form))
  } catch (error) {
    console.warn('The form cannot be kept for the next time.', error)
  }
}

/**
 * The stored form; null where there is none, or one that this version cannot read.
 * @param otherwise form of a preset, for settings that the stored form does not have
 */
export function storedForm(otherwise: (preset: PresetName) => Draft): StoredForm | null {
  try {
    const stored = storedSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    if (!stored.success) return null
    const { presetName, draft } = stored.data
    return { presetName, draft: { ...otherwise(presetName), ...(draft as Partial<Draft>) } }
  } catch (error) {
    console.warn('The form of the last time cannot be read.', error)
    return null
  }
}
