// Which network the Model view shows: one of the zoo, an own one or a list from a file to be edited, or an ONNX file to be looked at.
import { useCatalogue } from '../../frame/catalogue'
import { ask } from '../../frame/lab'
import { phrase } from '@language/phrase'
import { toProblem, type Problem } from '@contract/problem'
import { networkFileOf, trainingSize, type ImportedNetwork } from '@contract/models/imported-network'
import type { OpenedNetworkFile } from '@contract/models/network-file'
import type { NetworkAnalysis } from '@contract/models/network-analysis'
import { fileNetworkSettings, type NetworkSettings } from '@contract/models/networks'
import type { RemovedNetwork } from '@contract/models/own-network'
import { modelInfo, type ModelName } from '@contract/models/zoo'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useModelEditor } from './model-editor'

/** Where the network that is shown comes from. */
export type Origin =
  | { readonly kind: 'zoo'; readonly model: ModelName }
  | { readonly kind: 'own'; readonly name: string; readonly revision: number }
  | { readonly kind: 'list' }
  | { readonly kind: 'onnx'; readonly file: Extract<OpenedNetworkFile, { readonly kind: 'onnx' }> }

const settingsOf = (network: ImportedNetwork): NetworkSettings => fileNetworkSettings(networkFileOf(network, 'keep'))

export const useOpenedNetwork = defineStore('opened-network', () => {
  const editor = useModelEditor()
  const catalogue = useCatalogue()
  const origin = shallowRef<Origin | null>(null)
  const removed = shallowRef<RemovedNetwork | null>(null)
  const fileAnalysis = shallowRef<NetworkAnalysis | null>(null)
  /** Why the network of a file could not be analysed. */
  const fileProblem = shallowRef<Problem | null>(null)
  /** The data set whose classes and channels the networks of the zoo are opened for. */
  const dataset = computed(() => catalogue.catalogue?.datasets[0] ?? null)
  /** Of the images and classes that networks of the zoo are opened for. */
  const imageFacts = computed(() => ({ channels: dataset.value?.channels ?? 1, classes: dataset.value?.classes.length ?? 10 }))
  const title = computed(() => {
    const from = origin.value
    return from?.kind === 'onnx' ? (from.file.path.split(/[\\/]/).at(-1) ?? '') : editor.draft.name
  })

  const analysis = computed(() => (origin.value?.kind === 'onnx' ? fileAnalysis.value : editor.analysis))
  /** Why there is no analysis of the network that is shown. */
  const problem = computed(() => (origin.value?.kind === 'onnx' ? fileProblem.value : editor.problem))
  /** Whether the network can be trained. */
  const isTrainable = computed(() => (origin.value?.kind === 'onnx' ? origin.value.file.report.network !== null : editor.isWhole))
  const openZoo = async (model: ModelName): Promise<void> => {
    const { inputSize } = modelInfo(model)
    const { channels, classes } = imageFacts.value
    editor.open(await ask('zooListing', model, {}, [channels, inputSize, inputSize], classes))
    origin.value = { kind: 'zoo', model }
  }

  const openOwn = async (name: string, revision: number | null = null): Promise<void> => {
    const opened = await ask('ownNetwork', name, revision)
    editor.open(opened.listing)
    removed.value = null
    origin.value = { kind: 'own', name: opened.name, revision: opened.revision }
  }

  function openEmpty(): void {
    const { channels, height, width } = dataset.value ?? { channels: 1, height: 28, width: 28 }
    editor.open({ name: phrase('New network'), input: [channels, height, width], initializer: 'xavier-uniform', layers: [] })
    origin.value = { kind: 'list' }
  }

  /** Shows what a file holds. */
  function openFile(file: OpenedNetworkFile): void {
    if (file.kind === 'layers') {
      editor.open(file.listing)
      origin.value = { kind: 'list' }
      return
    }
    origin.value = { kind: 'onnx', file }
  }

  // The analysis of an ONNX file follows the batch and the precision as that of a list does.
  watch([origin, () => editor.batchSize, () => editor.settings], async ([from, batchSize, settings]) => {
    fileAnalysis.value = null
    fileProblem.value = null
    const file = from?.kind === 'onnx' ? from.file.report.network : null
    if (!file) return
    const { height, width } = trainingSize(file)
    const isStillAsked = (): boolean => origin.value === from && editor.batchSize === batchSize && editor.settings === settings
    try {
      const answer = await ask('analyzeNetwork', {
        network: settingsOf(file),
        input: [file.channels ?? dataset.value?.channels ?? 1, height, width],
        classes: file.classes,
        batchSize,
        settings,
      })
      if (isStillAsked()) fileAnalysis.value = answer
    } catch (error) {
      if (isStillAsked()) fileProblem.value = toProblem(error)
    }
  })

  /** Keeps the network under its name, as a new revision. */
  async function save(): Promise<void> {
    const listing = editor.listing()
    if (!listing) return
    const { name, revision } = await ask('saveNetwork', listing)
    editor.keep()
    origin.value = { kind: 'own', name, revision }
  }

  /** Removes the own network that is open, which can be put back; what is shown stays, to be saved or left. */
  async function remove(): Promise<void> {
    if (origin.value?.kind !== 'own') return
    removed.value = await ask('removeNetwork', origin.value.name)
    origin.value = { kind: 'list' }
  }

  async function putBack(): Promise<void> {
    if (!removed.value) return
    await ask('restoreNetwork', removed.value.number)
    await openOwn(removed.value.name)
    removed.value = null
  }

  return { origin, title, imageFacts, isTrainable, analysis, problem, removed, openZoo, openOwn, openEmpty, openFile, save, remove, putBack }
})
