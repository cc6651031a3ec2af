// How long the network took for its answer: from the moment at which the image or the network was chosen to the answer.
import type { InspectedImage } from '@contract/inspection/inspected-image'
import { readonly, ref, watch, type Ref } from 'vue'
import { useInspection } from '../inspection'

/** Milliseconds that the newest answer took; null: none was measured. */
export function useAnswerTime(): Readonly<Ref<number | null>> {
  const inspection = useInspection()
  const milliseconds = ref<number | null>(null)
  /** While one draws, images are chosen faster than they are answered. */
  const begun = new WeakMap<InspectedImage, number>()

  watch([() => inspection.image, () => inspection.network], ([image]) => {
    if (image) begun.set(image, performance.now())
  }, { flush: 'sync' })
  watch(() => inspection.answer, (answer) => {
    const since = answer ? begun.get(answer.image) : undefined
    if (since !== undefined) milliseconds.value = performance.now() - since
  }, { flush: 'sync' })

  return readonly(milliseconds)
}
