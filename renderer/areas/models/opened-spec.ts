// The run that the network of the Model view would be trained by: of a network of the zoo as it stands, with the settings that the book trains it by.
import { networkFileOf, trainingSize } from '@contract/models/imported-network'
import { defaultSpec, fileSpec, listingSpec, type RunSpec } from '@contract/training/run-spec'
import { computed, type ComputedRef } from 'vue'
import { useModelEditor } from './model-editor'
import { useOpenedNetwork } from './opened-network'

/** The spec at the view's batch size; null while the network does not fit, or a file cannot be taken. */
export function useOpenedSpec(): ComputedRef<RunSpec | null> {
  const editor = useModelEditor()
  const opened = useOpenedNetwork()
  return computed(() => {
    const { batchSize } = editor
    const from = opened.origin
    if (from?.kind === 'onnx') {
      const { network } = from.file.report
      return network && { ...fileSpec(networkFileOf(network, 'keep'), trainingSize(network)), batchSize }
    }
    if (!editor.isWhole) return null
    if (from?.kind === 'zoo' && !editor.isChanged) return { ...defaultSpec(from.model), batchSize }
    const listing = editor.listing()
    return listing && { ...listingSpec(listing), batchSize }
  })
}
