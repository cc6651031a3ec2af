// Brings a field of the form into view and gives it the focus.
import type { SettingPath } from '@contract/training/settings/table'

/** A fold with a fault in it is open already. */
export function focusField(path: SettingPath): void {
  const control = document.querySelector<HTMLElement>(`[data-field="${path}"] :is(input, [role="combobox"], [role="switch"])`)
  control?.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}
