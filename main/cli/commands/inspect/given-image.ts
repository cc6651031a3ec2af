// `--image`: a file of the user's, or the number of an image of the data set.
import { oneLine } from '@common/words/one-line'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import { existsSync } from 'node:fs'
import type { Lab } from '../../../lab/lab'
import type { NamedNetwork } from '../../flags/inspected-network'
import { formOf, userImage } from '../../flags/user-image'
import type { GivenImage, InspectFlags } from './inspection'

export const splitWords: Readonly<Record<Split, string>> = { train: 'training', validation: 'validation', test: 'test' }

/** The image that is shown until another is named, as in reports. */
const usualImage = '0'

/** @throws LabError `image/...`, `dataset/...` */
export async function givenImage(lab: Lab, { dataset }: NamedNetwork, flags: InspectFlags, split: Split = 'test'): Promise<GivenImage> {
  const { image = usualImage } = flags
  return /^\d+$/.test(image) && !existsSync(image) ? imageOfSet(lab, dataset, split, Number(image)) : imageOfFile(lab, dataset, image, flags)
}

async function imageOfSet(lab: Lab, dataset: NamedNetwork['dataset'], split: Split, index: number): Promise<GivenImage> {
  const [planes] = await lab.data.splitImages(dataset.id, split, [index])
  if (!planes) throw new LabError('dataset/no-such-image', `There is no ${splitWords[split]} image ${index}.`, 'Choose a smaller number.')
  const name = dataset.classes[planes.label] ?? String(planes.label)
  return { image: { from: 'dataset', split, index }, planes, words: `${splitWords[split]} image ${index} (${name})`, preprocessed: null }
}

async function imageOfFile(lab: Lab, dataset: NamedNetwork['dataset'], path: string, flags: InspectFlags): Promise<GivenImage> {
  const preprocessed = await userImage(path, flags, await formOf(lab, dataset))
  const { channels, height, width } = dataset
  return { image: { from: 'pixels', pixels: preprocessed.pixels }, planes: { channels, height, width, pixels: preprocessed.pixels }, words: oneLine(path), preprocessed }
}
