// `--what steps`: how an image file comes into the form of the data set, step by step.
import { pictureGrid } from '@common/pictures/picture-grid'
import type { PixelImage } from '@common/pictures/pixel-image'
import { scaledPicture } from '@common/pictures/scaled-picture'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { table } from '../../terminal/table'
import type { Inspection } from './inspection'

/** Edge of the square in which each step is drawn, in pixels. */
const edge = 160

export const inspectSteps: Inspection = async ({ named: { dataset }, image, output }) => {
  const { words, planes, preprocessed } = await image()
  if (!preprocessed) throw new LabError('inspect/no-file', phrase('Images of the data set have its form already.'), phrase('Name an image file with --image.'))
  const { steps } = preprocessed
  return {
    title: phrase('Preprocessing'),
    caption: phrase('{image} on its way to the form of {dataset}: {steps}.', { image: words, dataset: dataset.title, steps: steps.map(({ title }, place) => `${place + 1} ${title}`).join(phrase(', ')) }),
    alternative: phrase('An image in {steps} steps to the form of {dataset}.', { steps: steps.length, dataset: dataset.title }),
    picture: pictureGrid(steps.map(({ image: picture }) => inSquare(picture))),
    text: table([{ title: phrase('step') }, { title: phrase('pixels') }, { title: phrase('what is done') }], steps.map(({ title, detail, image: { width, height } }) => [title, `${width}×${height}`, detail]), { output }),
    data: { steps: steps.map(({ title, detail }) => ({ title, detail })), shape: [planes.channels, planes.height, planes.width], pixels: planes.pixels },
    table: { head: ['channel', 'row', 'column', 'value'], rows: [...planes.pixels].map((value, place) => [Math.floor(place / planes.height / planes.width), Math.floor(place / planes.width) % planes.height, place % planes.width, value]) },
  }
}

/** The picture as large as fits into a square, in its middle, on white. */
function inSquare(picture: PixelImage): PixelImage {
  const scale = edge / Math.max(picture.width, picture.height)
  const size = { width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)) }
  const small = scaledPicture(picture, size)
  const pixels = new Uint8Array(edge * edge * picture.channels).fill(255)
  const [left, top] = [Math.floor((edge - size.width) / 2), Math.floor((edge - size.height) / 2)]
  for (let row = 0; row < size.height; row++) pixels.set(small.pixels.subarray(row * size.width * picture.channels, (row + 1) * size.width * picture.channels), ((top + row) * edge + left) * picture.channels)
  return { width: edge, height: edge, channels: picture.channels, pixels }
}
