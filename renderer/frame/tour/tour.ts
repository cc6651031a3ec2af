// The tour of a first start: which step is shown. It is offered once in a home, and again from the menu.
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { ask } from '../lab'
import { tourSteps } from './tour-steps'

export const useTour = defineStore('tour', () => {
  const router = useRouter()
  /** Index of the step that is shown; null: no tour. */
  const index = ref<number | null>(null)
  const step = computed(() => (index.value === null ? null : (tourSteps[index.value] ?? null)))
  const isFirst = computed(() => index.value === 0)
  const isLast = computed(() => index.value === tourSteps.length - 1)

  /** Begins with the first step, in Train, where most of the controls are. */
  async function start(): Promise<void> {
    await router.push({ name: 'train' })
    index.value = 0
  }

  /** Begins in a home in which nobody has ended or skipped the tour, unless a file was opened meanwhile. */
  async function offer(): Promise<void> {
    const [wanted] = await Promise.all([ask('wantsTour').catch(() => false), router.isReady()])
    if (wanted && router.currentRoute.value.name === 'train') await start()
  }

  function next(): void {
    if (isLast.value) end()
    else if (index.value !== null) index.value += 1
  }

  function back(): void {
    if (index.value !== null && index.value > 0) index.value -= 1
  }

  /** Ends the tour, to its last step or not; it is not shown by itself again. */
  function end(): void {
    index.value = null
    ask('endTour').catch(() => undefined) // the lab's log has why; the tour then comes once more
  }

  // All controls but that of the last step, on the rail, are in Train. Who goes elsewhere has begun to look for themselves: a card there would point at nothing and hide what they look at.
  watch(() => router.currentRoute.value.meta.view, (view) => {
    if (index.value !== null && !isLast.value && view !== 'train') end()
  })

  return { index, step, isFirst, isLast, start, offer, next, back, end }
})
