// Brings a field of the form into view and gives it the focus.
import type { Field } from './fields'

/** A fold with a fault in it is open already. */
export function focusField(field: Field): void {
  const control = document.querySelector<HTMLElement>(`[data-field="${field}"] :is(input, [role="combobox"], [role="switch"])`)
  control?.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}
