// The networks of ONNX files of which the lab keeps a copy.
import type { ImportedNetwork } from '@contract/models/imported-network'
import { toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { ask } from '../../frame/lab'

export const useImportedNetworks = defineStore('imported-networks', () => {
  /** Those that were imported last first. */
  const list = shallowRef<readonly ImportedNetwork[]>([])
  const problem = shallowRef<Problem | null>(null)

  /** Reads the list; what it was before stays where that fails. */
  async function load(): Promise<void> {
    try {
      list.value = await ask('importedNetworks')
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    }
  }

  return { list, problem, load }
})
