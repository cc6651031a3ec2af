// Bundles that the page opens: one at a time, and what came of the last one.
import type { DroppedFile } from '@contract/api/lab-api'
import type { OpenedBundle } from '@contract/bundles/bundle'
import { toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { ask } from '../../../frame/lab'

export const useBundles = defineStore('bundles', () => {
  const opened = shallowRef<OpenedBundle | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isOpening = ref(false)

  /** Takes over the runs of a bundle. @param file that was dropped; without it, the user chooses one in a dialog */
  async function open(file?: DroppedFile): Promise<void> {
    if (isOpening.value) return
    isOpening.value = true
    problem.value = null
    try {
      opened.value = (file ? await ask('openDroppedBundle', file) : await ask('chooseBundle')) ?? opened.value
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      isOpening.value = false
    }
  }

  /** Forgets the last bundle, which its notice tells of. */
  function forget(): void {
    opened.value = null
    problem.value = null
  }

  return { opened, problem, isOpening, open, forget }
})
