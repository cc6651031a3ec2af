// Copies a text at a button, which then says for a moment that it was done.
import { onBeforeUnmount, ref, type Ref } from 'vue'
import { copyText } from './clipboard'

/** Milliseconds for which the button says so. */
const pause = 2000

export interface Copying {
  readonly isCopied: Readonly<Ref<boolean>>
  readonly copy: (text: string) => void
}

export function useCopy(): Copying {
  const isCopied = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function copy(text: string): void {
    isCopied.value = copyText(text)
    clearTimeout(timer)
    timer = setTimeout(() => {
      isCopied.value = false
    }, pause)
  }

  onBeforeUnmount(() => {
    clearTimeout(timer)
  })
  return { isCopied, copy }
}
