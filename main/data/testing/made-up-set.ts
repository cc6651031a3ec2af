// A made-up data set that differs from Fashion-MNIST in every fact: images in colour, not square, in many classes.
import type { DatasetInfo } from '@contract/data/datasets'
import type { ImageDataset, LabelledImages } from '../dataset'

const [channels, height, width] = [3, 40, 32]

/** @param classCount number of its classes */
export function madeUpInfo(classCount = 137): DatasetInfo {
  return {
    id: `made-up-${classCount}`,
    title: 'Made-up set',
    description: 'Colour pictures that were never taken.',
    licence: 'none',
    source: 'a test',
    trainImages: 300,
    validationImages: 0,
    testImages: 150,
    ...{ channels, height, width },
    classes: Array.from({ length: classCount }, (_, label) => `kind ${label}`),
    mean: [0.5, 0.4, 0.3],
    deviation: [0.3, 0.3, 0.3],
    colour: null,
  }
}

/** Images whose colours follow from their label; neighbouring images have different labels. */
export function madeUpSet(info = madeUpInfo()): ImageDataset<Uint8Array> {
  return { info, train: part(info, info.trainImages, 0), validation: null, test: part(info, info.testImages, 7) }
}

function part({ classes }: DatasetInfo, count: number, first: number): LabelledImages<Uint8Array> {
  const classOf = (image: number): number => (classes.length - 1 - ((image + first) % classes.length))
  const pixels = height * width
  const images = new Uint8Array(count * channels * pixels)
  for (let place = 0; place < images.length; place++) {
    const label = classOf(Math.floor(place / (channels * pixels)))
    const channel = Math.floor(place / pixels) % channels
    images[place] = (label * (channel * 60 + 1) + (place % pixels)) % 256
  }
  const labels = Array.from({ length: count }, (_, image) => classOf(image))
  return { images, labels: classes.length > 256 ? Uint16Array.from(labels) : Uint8Array.from(labels), count }
}
