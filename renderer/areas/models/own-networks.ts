// The networks that the user has made, kept up to date with every window and terminal of this home.
import type { NetworkSummary } from '@contract/models/own-network'
import { toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { ask } from '../../frame/lab'
import { useLabEvents } from '../../frame/lab-events'

export const useOwnNetworks = defineStore('own-networks', () => {
  /** Newest revisions, those saved last first. */
  const list = shallowRef<readonly NetworkSummary[]>([])
  const isLoaded = ref(false)
  const problem = shallowRef<Problem | null>(null)
  /** How often the list was asked for: only the last answer counts. */
  let asked = 0

  async function load(): Promise<void> {
    const turn = ++asked
    try {
      const answer = await ask('ownNetworks')
      if (turn !== asked) return
      list.value = answer
      isLoaded.value = true
      problem.value = null
    } catch (error) {
      if (turn === asked) problem.value = toProblem(error)
    }
  }

  useLabEvents().handle({ 'own-networks': () => void load() })

  /** Loads the list where it was not loaded yet. */
  async function ensure(): Promise<void> {
    if (!isLoaded.value) await load()
  }

  return { list, problem, load, ensure }
})
