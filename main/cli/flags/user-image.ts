// Image files of the user's that commands are given: read, and brought into the form of the network's data set.
import { datasetForm, type DatasetForm } from '@common/inspection/preprocessing/dataset-form'
import { preprocessImage, type PreprocessedImage } from '@common/inspection/preprocessing/preprocess-image'
import { noAugmentation } from '@contract/data/augmentation'
import type { DatasetInfo } from '@contract/data/datasets'
import { readImageFile } from '../../data/images/read-image-file'
import type { Lab } from '../../lab/lab'
import { preprocessingOf, type PreprocessingFlags } from './preprocessing-flags'

/** Training images that tell what the images of a set look like: as many as the lab keeps at hand. */
const samples = 64

/** @throws LabError `image/channels`, `dataset/...` */
export async function formOf(lab: Pick<Lab, 'data'>, info: DatasetInfo): Promise<DatasetForm> {
  return datasetForm(info, await lab.data.samples(info.id, samples, noAugmentation))
}

/** @throws LabError `image/...` */
export async function userImage(path: string, flags: PreprocessingFlags, form: DatasetForm): Promise<PreprocessedImage> {
  return preprocessImage(await readImageFile(path), preprocessingOf(flags, form), form)
}
