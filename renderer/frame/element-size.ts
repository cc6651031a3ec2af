// The size of an element, followed while it is shown.
import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

/** Width and height of an element's content in pixels; zero before it is there. */
export function useElementSize(element: Readonly<ShallowRef<HTMLElement | null>>): Readonly<ShallowRef<{ readonly width: number; readonly height: number }>> {
  const size = shallowRef({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height }
  })
  onMounted(() => {
    if (element.value) observer.observe(element.value)
  })
  onBeforeUnmount(() => {
    observer.disconnect()
  })
  return size
}
