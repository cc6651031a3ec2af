// Finds what an inspection is about: the network with its parameters, and the image as pixels of its data set.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import type { QuestionArgs } from '@contract/engine/questions'
import type { InspectedImage } from '@contract/inspection/inspected-image'
import type { InspectedNetwork } from '@contract/inspection/inspected-network'
import type { ImportedNetwork } from '@contract/models/imported-network'
import { LabError } from '@contract/problem'
import type { RunRecord } from '@contract/runs/run-record'
import { formatCount, formatShape } from '@common/words/plain-format'
import type { DataUseCases } from '../data/data-use-cases'
import type { HomeFolders } from '../home-folders'
import { assertKept, chosenCheckpoint } from '../runs/chosen-checkpoint'
import type { LabStore } from '../store/lab-store'

export interface InspectedSources {
  readonly folders: HomeFolders
  readonly checkpoints: LabStore['checkpoints']
  /** @throws LabError `dataset/unknown` */
  readonly datasetInfo: (id: string) => DatasetInfo
  readonly splitImages: DataUseCases['splitImages']
  /** Networks of files of which the lab keeps a copy. */
  readonly importedNetworks: () => Promise<readonly ImportedNetwork[]>
  /** A run as it stands. @throws LabError `run/unknown` */
  readonly run: (id: string) => Promise<RunRecord>
}

/** A network as questions to the engine name it; it stays the same while its run trains on. */
export type ResolvedNetwork = Pick<QuestionArgs<'exportNetwork'>, 'spec' | 'networkFolder' | 'trained'>

/** @throws LabError `run/unknown`, `run/no-checkpoint`, `run/no-such-epoch`, `run/epoch-not-kept` */
export async function resolveNetwork(network: InspectedNetwork, { folders, checkpoints, run }: InspectedSources): Promise<ResolvedNetwork> {
  const networkFolder = folders.networks
  if (network.of === 'spec') return { spec: network.spec, networkFolder, trained: null }
  const record = await run(network.runId)
  const folder = folders.run(record.id)
  const checkpoint = chosenCheckpoint(record, network.checkpoint)
  await assertKept(record, checkpoint, folder, checkpoints)
  return { spec: record.spec, networkFolder, trained: { folder, checkpoint } }
}

/**
 * That the network's own weights answer. Those of a file with another number of classes than the data set do not: its last layer is drawn at random until it is trained.
 * @throws LabError `inspection/other-classes`
 */
export async function assertOwnClasses({ spec, trained }: ResolvedNetwork, { datasetInfo, importedNetworks }: InspectedSources): Promise<void> {
  const { network } = spec
  if (trained || network.kind !== 'file' || network.file.weights === 'redraw') return
  const { sha256, name } = network.file
  const { title, classes } = datasetInfo(spec.dataset.id)
  const file = (await importedNetworks()).find((imported) => imported.sha256 === sha256)
  if (!file || file.classes === classes.length) return
  const message = phrase('{name} tells {own} classes apart, and {title} has {others}: its last layer would be drawn at random.', { name, own: formatCount(file.classes), title, others: formatCount(classes.length) })
  throw new LabError('inspection/other-classes', message, phrase('Look at its filters and its feature maps, or train it on the data set first.'))
}

/**
 * @returns [channels, height, width] of the network's data set, 0..255
 * @throws LabError `dataset/...` where the set has no such image, `inspection/image-size` where the pixels are those of another size
 */
export async function resolveImage(image: InspectedImage, { spec }: ResolvedNetwork, { datasetInfo, splitImages }: InspectedSources): Promise<Uint8Array> {
  if (image.from === 'dataset') {
    const [found] = await splitImages(spec.dataset.id, image.split, [image.index])
    if (!found) throw new Error(`no image ${image.index}`)
    return found.pixels
  }
  const { title, channels, height, width } = datasetInfo(spec.dataset.id)
  const bytes = channels * height * width
  if (image.pixels.length === bytes) return image.pixels
  const message = phrase('The network takes images as those of {title}: {shape} pixels ({bytes} bytes), not {pixels} bytes.', { title, shape: formatShape([channels, height, width]), bytes, pixels: image.pixels.length })
  throw new LabError('inspection/image-size', message, phrase("Bring the image into the form of the network's data set."))
}
