// Exports a spec's network as a file, with a checkpoint's parameters or the initial ones.
import { networkInfo } from '@contract/models/networks'
import { datasetInfo } from '../../data/catalogue'
import { asInFile, ownValues } from '../../networks/file-names'
import { initialState } from '../../networks/network'
import { inputWords } from '../../networks/export/input-words'
import { networkToWrite } from '../../networks/export/network-to-write'
import { withNormalization } from '../../networks/export/normalized-network'
import { withOpenBatch } from '../../networks/export/open-batch'
import { listedNetwork } from '../../networks/listed-network'
import { trainedState } from '../training/checkpoints/trained-state'
import { networkOfSpec } from '../training/run/network-of-spec'
import { writeNetwork } from './write-network'
import type { Work } from './work'

/**
 * Writes the file with a dynamic batch dimension. An ONNX file takes values in 0..1 and normalises them itself; its metadata, and those of safetensors, say how to use the network: classes,
 * preprocessing, the numbers of the normalisation, spec.
 * @returns its size in bytes
 * @throws LabError `checkpoint/damaged`, `export/unwritable`
 */
export const exportNetwork: Work<'exportNetwork'> = async ({ spec, trained, networkFolder, path }) => {
  const { network: settings, dataset, preprocessing } = spec
  const { channels, classes } = datasetInfo(dataset.id)
  const input = [channels, preprocessing.height, preprocessing.width]
  const networkFor = await networkOfSpec(spec, networkFolder)
  const inLab = networkFor(1)
  const state = trained ? await trainedState(trained, inLab) : initialState(inLab, settings.initializer, spec.seed, settings.initializerScale)
  const network = withNormalization(withOpenBatch((batchSize) => asInFile(networkFor(batchSize))))
  const program = settings.kind === 'file' ? null : networkToWrite(listedNetwork(settings, [1, ...input], classes.length), networkInfo(settings).programTitle, settings)
  return writeNetwork(path, network, ownValues(state), {
    metadata: {
      classes: JSON.stringify(classes),
      preprocessing: inputWords(preprocessing),
      ...(network.inputForm?.normalization && { normalization: JSON.stringify(network.inputForm.normalization) }),
      spec: JSON.stringify(spec),
    },
    program,
    ...(trained && { steps: trained.checkpoint.step }),
  })
}
