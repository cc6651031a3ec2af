// The form as it was left, kept in the lab's home by the window, so that it is there again when the window is opened anew.
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

/** What a setting that a form of an earlier version lacks is shown as: as in the preset. */
const draftSchema = z.object({
  network: networkSettingsSchema,
  ...Object.fromEntries(settingPaths.map((path) => [path, (settingAt(path).kind === 'switch' ? z.boolean() : z.string()).optional()])),
})
const storedSchema = z.object({ presetName: presetNameSchema, draft: draftSchema })

/** Keeps the form; where the window cannot store anything, nothing but the memory of it is lost. */
export function storeForm(form: StoredForm): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(form))
  } catch (error) {
    console.warn('The form cannot be kept for the next time.', error)
  }
}

/**
 * The form as it was left; null where there is none, or one that this version cannot read.
 * @param otherwise what settings begin as that the stored form does not have
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
