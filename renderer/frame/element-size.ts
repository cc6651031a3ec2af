// The size of an element, followed while it is shown.
import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue'

/** Width and height of an element's content in pixels; zero before it is there. */
export function useElementSize(element: Readonly<ShallowRef<HTMLElement | null>>): Readonly<ShallowRef<{ readonly width: number; readonly height: number }>> {
  const size = shallowRef({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    // While another tab or view is shown, the element is out of the page and has no size.
    if (entry?.target.isConnected) size.value = { width: entry.contentRect.width, height: entry.contentRect.height }
  })
  watch(element, (now, before) => {
    if (before) observer.unobserve(before)
    if (now) observer.observe(now)
  }, { immediate: true })
  onBeforeUnmount(() => {
    observer.disconnect()
  })
  return size
}
