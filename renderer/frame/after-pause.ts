// What follows a value after a pause in its changes, for questions that nobody needs an answer to at every key.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/** Milliseconds without a change after which a typed value is taken. */
export const typingPause = 150

/**
 * Follows a value: at once in the beginning, then when it has not changed for a while.
 * @param milliseconds how long it must not have changed
 */
export function afterPause<T>(value: () => T, milliseconds = typingPause): Readonly<ShallowRef<T>> {
  const taken = shallowRef(value())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(value, (next) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      taken.value = next
    }, milliseconds)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
  })
  return taken
}
