// Brings a field of the form into view and gives it the focus.
import type { SettingPath } from '@contract/training/settings/table'

/** Focuses the field of a setting. A field with a fault is never in a closed fold. */
export function focusField(path: SettingPath): void {
  const control = document.querySelector<HTMLElement>(`[data-field="${path}"] :is(input, [role="combobox"], [role="switch"])`)
  control?.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}
