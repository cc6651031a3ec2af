// `--what embedding`: many images in the plane of the first two principal components of the last hidden layer.
import { placesOfComponents } from '@common/inspection/embedding/embedded-points'
import { embeddingDrawing } from '@common/inspection/embedding/embedding-drawing'
import { centralPoints, embeddingPicture } from '@common/inspection/embedding/embedding-picture'
import { embeddingCaption, embeddingMethodInfo } from '@common/inspection/embedding/embedding-words'
import { imagePixels } from '@common/pictures/planar-image'
import { formatCount, formatPercent, plainFormats } from '@common/words/plain-format'
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ImageEmbedding } from '@contract/inspection/image-features'
import { table } from '../../terminal/table'
import type { Inspection } from './inspection'
import { sampleSize } from './sample-size'

export const inspectEmbedding: Inspection = async ({ lab, named: { network, dataset, words }, flags, split = 'test', output }) => {
  const embedding = await lab.inspection.imageFeatures(network, { split, images: sampleSize(flags.images, dataset, split) })
  const { layer, images, within, numbers, components, explained, labels, predictions } = embedding
  const points = { places: placesOfComponents(components, images), labels, predictions }
  const central = centralPoints(points, dataset.classes)
  const pictures = await lab.data.splitImages(dataset.id, within, central.map(({ point }) => numbers[point] ?? 0))
  const rows = central.map(({ label }) => {
    const own = [...labels.keys()].filter((image) => labels[image] === label)
    return [dataset.classes[label] ?? String(label), formatCount(own.length), formatPercent(own.filter((image) => predictions[image] === label).length / own.length)]
  })
  return {
    title: phrase('Embedding in {layer}', { layer }),
    caption: titled(words, embeddingCaption(embedding, 'pca', 'class', split, plainFormats)),
    alternative: phrase('{images} images as points in a plane, coloured by class.', { images: formatCount(images) }),
    picture: embeddingPicture(points, dataset.classes, pictures.map((planes, place) => ({ label: central[place]?.label ?? 0, point: central[place]?.point ?? 0, picture: imagePixels(planes) }))),
    drawing: embeddingDrawing(points, { colouring: 'class', classes: dataset.classes }),
    text: [table([{ title: phrase('class') }, { title: phrase('images'), align: 'right' }, { title: phrase('right § answers'), align: 'right' }], rows, { output }), embeddingMethodInfo.pca.help].join('\n'),
    data: { layer, split, images, numbers, explained, components, labels, predictions, classes: dataset.classes },
    table: { head: ['image', 'class', 'answer', ...explained.map((_, place) => `component ${place + 1}`)], rows: rowsOf(embedding, dataset.classes) },
  }
}

function* rowsOf({ images, numbers, components, labels, predictions }: ImageEmbedding, classes: readonly string[]): Iterable<readonly unknown[]> {
  const dimensions = components.length / images
  const nameOf = (label: number | undefined): string => classes[label ?? 0] ?? String(label)
  for (let image = 0; image < images; image++) yield [numbers[image], nameOf(labels[image]), nameOf(predictions[image]), ...components.subarray(image * dimensions, (image + 1) * dimensions)]
}
