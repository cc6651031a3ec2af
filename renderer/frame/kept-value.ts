// Computed values that stay the same object while their content is the same, so that nothing that reads them is drawn again.
import { computed, type ComputedRef } from 'vue'
import { isSame } from './is-same'

/** A computed value of plain data; it counts as changed where its content does. */
export function keptValue<T>(read: () => T): ComputedRef<T> {
  return computed<T>((before) => {
    const now = read()
    return before !== undefined && isSame(before, now) ? before : now
  })
}
