// Evaluates a checkpoint of a run on a split of its data set, and stores the answers for every image in the run's folder.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { datasetInfo } from '../../data/catalogue'
import { chosenImages } from '../../data/chosen-images'
import { leftOutImages } from '../../data/near-duplicates/left-out-images'
import { fileTrouble } from '../../files/file-trouble'
import { stateOf } from '../../networks/network'
import { feedsOf, release } from '../runtime/session'
import { toDevice } from '../runtime/transfer'
import { trainedState } from '../training/checkpoints/trained-state'
import { storeEvaluation } from '../training/run/checkpoint-evaluation'
import { prepare } from '../training/run/preparation'
import type { Work } from './work'

/** @throws LabError `dataset/no-such-split`, `checkpoint/damaged`, `evaluation/...`, and as a run of the spec would */
export const evaluate: Work<'evaluate'> = async ({ spec, device, networkFolder, folder, checkpoint, split, views, onProgress }) => {
  const prepared = await prepare({ spec, device, networkFolder }, (await leftOutImages(spec.dataset)).images)
  const chosen = chosenImages(prepared, prepared.part, split, datasetInfo(spec.dataset.id).title)
  const network = prepared.networkFor(1)
  const values = await trainedState({ folder, checkpoint }, network)
  const state = await toDevice(feedsOf(values, stateOf(network)), device)
  try {
    return await storeEvaluation({ spec, device, folder, checkpoint, split, views, chosen, prepared, state, ...(onProgress && { onImages: onProgress }) })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error) || error instanceof LabError) throw error
    throw new LabError('evaluation/unwritable', phrase('The evaluation cannot be written: {fileTrouble}.', { fileTrouble: fileTrouble(error) }), phrase('Free some space on that disk, then evaluate again.'), { cause: error })
  } finally {
    await release(Object.values(state))
  }
}
