// The networks that are compared with the one that is open: which they are, and their analyses at the same batch and precision.
import type { NetworkAnalysis } from '@contract/models/network-analysis'
import { defaultNetworkSettings, layersNetworkSettings, type NetworkSettings } from '@contract/models/networks'
import { modelInfo, type ModelName } from '@contract/models/zoo'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { toProblem, type Problem } from '@contract/problem'
import { ask } from '../../../frame/lab'
import { useModelEditor } from '../model-editor'
import { useOpenedNetwork } from '../opened-network'

/** A network by its name: of the zoo, or of the user. */
export type ComparedNetwork = { readonly kind: 'zoo'; readonly model: ModelName } | { readonly kind: 'own'; readonly name: string }

export interface NetworkColumn {
  readonly title: string
  readonly analysis: NetworkAnalysis
}

/** More columns than these cannot be read beside each other. */
export const mostCompared = 5

export const useComparedNetworks = defineStore('compared-networks', () => {
  const editor = useModelEditor()
  const opened = useOpenedNetwork()
  /** Exercise 3 of the chapter asks for these beside AlexNet. */
  const chosen = shallowRef<readonly ComparedNetwork[]>((['vgg-16', 'googlenet', 'resnet-50', 'mobilenet-v2'] as const).map((model) => ({ kind: 'zoo', model })))
  const others = shallowRef<readonly NetworkColumn[]>([])
  const problem = shallowRef<Problem | null>(null)
  /** Whether anybody looks: analyses of large networks are not asked for in vain. */
  const isWanted = shallowRef(false)

  const columns = computed((): readonly NetworkColumn[] => {
    const { analysis } = opened
    return analysis ? [{ title: opened.title, analysis }, ...others.value] : others.value
  })

  async function columnOf(network: ComparedNetwork): Promise<NetworkColumn> {
    const { batchSize, settings } = editor
    const shared = { batchSize, settings }
    if (network.kind === 'zoo') {
      const { title, inputSize } = modelInfo(network.model)
      const { channels, classes } = opened.imageFacts
      return { title, analysis: await ask('analyzeNetwork', { ...shared, network: defaultNetworkSettings(network.model), input: [channels, inputSize, inputSize], classes }) }
    }
    const { listing } = await ask('ownNetwork', network.name, null)
    const settingsOf: NetworkSettings = layersNetworkSettings(listing)
    return { title: network.name, analysis: await ask('analyzeNetwork', { ...shared, network: settingsOf, input: [...listing.input], classes: null }) }
  }

  let asked = 0
  watch([isWanted, chosen, () => editor.batchSize, () => editor.settings], async ([wanted, networks]) => {
    if (!wanted) return
    const turn = ++asked
    try {
      const found = await Promise.all(networks.map(columnOf))
      if (turn !== asked) return
      others.value = found
      problem.value = null
    } catch (error) {
      if (turn === asked) problem.value = toProblem(error)
    }
  })

  function add(network: ComparedNetwork): void {
    if (chosen.value.length < mostCompared - 1 && !chosen.value.some((one) => isSameNetwork(one, network))) chosen.value = [...chosen.value, network]
  }
  function remove(index: number): void {
    chosen.value = chosen.value.filter((_, place) => place !== index)
  }

  return { chosen, columns, problem, isWanted, add, remove }
})

export const isSameNetwork = (a: ComparedNetwork, b: ComparedNetwork): boolean =>
  a.kind === 'zoo' ? b.kind === 'zoo' && a.model === b.model : b.kind === 'own' && a.name === b.name
