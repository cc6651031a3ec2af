// `--what nearest`: the images of a sample that are nearest to an image in the space of the last hidden layer.
import { phrase } from '@language/phrase'
import { mapFigure } from '@common/inspection/explanation-map'
import { pictureGrid } from '@common/pictures/picture-grid'
import { imagePixels } from '@common/pictures/planar-image'
import { formatCount } from '@common/words/plain-format'
import { table } from '../../terminal/table'
import { splitImage } from './given-image'
import type { Inspection } from './inspection'
import { sampleSize } from './sample-size'

/** Images that are told. */
const told = 11

/** Pictures in a row: the image itself comes first. */
const columns = 6

/** `--split` is that of the image; its neighbours are training images. */
const sampled = 'train'

export const inspectNearest: Inspection = async ({ lab, named: { network, dataset, words: networkWords }, flags, image, output }) => {
  const { image: given, planes, words } = await image()
  const images = sampleSize(flags.images, dataset, sampled)
  const nearest = await lab.inspection.nearestImages(network, given, { split: sampled, images }, told)
  const pictures = await lab.data.splitImages(dataset.id, sampled, nearest.map(({ index }) => index))
  const rows = nearest.map(({ index, label, distance }) => [splitImage(sampled, formatCount(index)), dataset.classes[label] ?? String(label), mapFigure(distance)])
  return {
    title: phrase('Nearest training images'),
    caption: phrase('{network}, {image}: the image, and the {count} of the first {images} training images that are nearest to it in the space of the last hidden layer (Euclidean), the nearest first.', { network: networkWords, image: words, count: nearest.length, images: formatCount(images) }),
    alternative: phrase('An image, and the {count} training images that the network finds most like it.', { count: nearest.length }),
    picture: pictureGrid([planes, ...pictures].map(imagePixels), columns),
    text: table([{ title: phrase('image') }, { title: phrase('class') }, { title: phrase('distance'), align: 'right' }], rows, { output }),
    data: { split: sampled, images, nearest },
    table: { head: ['image', 'class', 'distance'], rows: nearest.map(({ index, label, distance }) => [index, dataset.classes[label] ?? String(label), distance]) },
  }
}
