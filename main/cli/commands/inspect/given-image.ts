// `--image`: a file of the user's, or the number of an image of the data set.
import { phrase } from '@language/phrase'
import { oneLine } from '@contract/one-line'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import { existsSync } from 'node:fs'
import type { Lab } from '../../../lab/lab'
import type { NamedNetwork } from '../../flags/inspected-network'
import { formOf, userImage } from '../../flags/user-image'
import type { GivenImage, InspectFlags } from './inspection'

/** `test image 12` */
export function splitImage(split: Split, index: string): string {
  switch (split) {
    case 'train':
      return phrase('training image {index}', { index })
    case 'validation':
      return phrase('validation image {index}', { index })
    case 'test':
      return phrase('test image {index}', { index })
  }
}

/** The image that is shown until another is named, as in reports. */
const usualImage = '0'

/** @throws LabError `image/...`, `dataset/...` */
export async function givenImage(lab: Lab, { spec, dataset }: NamedNetwork, flags: InspectFlags, split: Split = 'test'): Promise<GivenImage> {
  const { image = usualImage } = flags
  if (!/^\d+$/.test(image) || existsSync(image)) return imageOfFile(lab, dataset, image, flags)
  if (split !== 'validation') return imageOfSet(lab, dataset, split, Number(image))
  const { within, images } = await lab.data.runImages(spec, split)
  return within === split ? imageOfSet(lab, dataset, split, Number(image)) : keptForValidation(lab, dataset, within, images ?? new Uint32Array(), Number(image))
}

/** The image of a place among the training images that validate. */
async function keptForValidation(lab: Lab, dataset: NamedNetwork['dataset'], within: Split, images: Uint32Array, place: number): Promise<GivenImage> {
  const index = images[place]
  if (index === undefined) throw new LabError('dataset/no-such-image', phrase('There is no validation image {place}: the run keeps {images}, numbered from 0.', { place, images: images.length }), phrase('Choose a smaller number.'))
  const found = await imageOfSet(lab, dataset, within, index)
  return { ...found, words: phrase('validation image {place}, {image}', { place, image: found.words }) }
}

async function imageOfSet(lab: Lab, dataset: NamedNetwork['dataset'], split: Split, index: number): Promise<GivenImage> {
  const [planes] = await lab.data.splitImages(dataset.id, split, [index])
  if (!planes) throw new LabError('dataset/no-such-image', phrase('There is no {image}.', { image: splitImage(split, String(index)) }), phrase('Choose a smaller number.'))
  const name = dataset.classes[planes.label] ?? String(planes.label)
  return { image: { from: 'dataset', split, index }, planes, words: phrase('{image} ({className})', { image: splitImage(split, String(index)), className: name }), preprocessed: null }
}

async function imageOfFile(lab: Lab, dataset: NamedNetwork['dataset'], path: string, flags: InspectFlags): Promise<GivenImage> {
  const preprocessed = await userImage(path, flags, await formOf(lab, dataset))
  const { channels, height, width } = dataset
  return { image: { from: 'pixels', pixels: preprocessed.pixels }, planes: { channels, height, width, pixels: preprocessed.pixels }, words: oneLine(path), preprocessed }
}
