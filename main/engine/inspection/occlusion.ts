// Occlusion: how much a class's probability falls when a square of the image is covered.
// M. D. Zeiler, R. Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, section 4.2.
import { formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { ExplanationMethod } from '@contract/inspection/explanation'
import { LabError } from '@contract/problem'
import { probabilitiesOf } from '../evaluation/image-answers'
import type { Explain } from './explained-image'
import { logitsOfImages } from './many-images'
import { imageShape } from './pixel-runner'

/** Places of the square, at most: each is a pass through the network. */
const mostPlaces = 4096

type Occlusion = Extract<ExplanationMethod, { readonly method: 'occlusion' }>

export const occlusion: Explain<'occlusion'> = async ({ subject, pixels, class: explained, logits }, method) => {
  const [channels, height, width] = imageShape(subject)
  const [rows, columns] = [spansOf(height, method), spansOf(width, method)]
  const places = rows.length * columns.length
  if (places > mostPlaces) throw tooMany(places, [height, width], method)
  const planes = planesOf(pixels, channels)
  const covered = await logitsOfImages(subject, {
    count: places,
    write: (place, out) => {
      const [row, column] = [rows[Math.floor(place / columns.length)], columns[place % columns.length]]
      planes.forEach(({ values, mean }, channel) => {
        const plane = out.subarray(channel * values.length, (channel + 1) * values.length)
        plane.set(values)
        if (row && column) for (let y = row.start; y < row.end; y++) plane.fill(mean, y * width + column.start, y * width + column.end)
      })
    },
  })
  const probability = (all: Float32Array): number => probabilitiesOf(all, 0)[explained] ?? NaN
  const classes = logits.length
  const uncovered = probability(logits)
  const values = Float32Array.from({ length: places }, (_, place) => uncovered - probability(covered.subarray(place * classes, (place + 1) * classes)))
  return { channels: 1, height: rows.length, width: columns.length, values, notes: [] }
}

/** Pixels along an edge, from `start` up to but without `end`. */
interface Span {
  readonly start: number
  readonly end: number
}

/** What the square covers along an edge at each of its places, the middles of the cells; half a pixel is rounded down. */
function spansOf(length: number, { patch, stride }: Occlusion): readonly Span[] {
  return Array.from({ length: Math.ceil(length / stride) }, (_, cell) => {
    const middle = (cell * stride + Math.min((cell + 1) * stride, length)) / 2
    const start = Math.floor(middle - patch / 2)
    return { start: Math.max(start, 0), end: Math.min(start + patch, length) }
  })
}

/** The channels of an image, each with its mean. */
function planesOf(pixels: Float32Array, channels: number): readonly { readonly values: Float32Array; readonly mean: number }[] {
  const size = pixels.length / channels
  return Array.from({ length: channels }, (_, channel) => {
    const values = pixels.subarray(channel * size, (channel + 1) * size)
    return { values, mean: values.reduce((sum, value) => sum + value, 0) / size }
  })
}

function tooMany(places: number, image: readonly number[], { stride }: Occlusion): LabError {
  const message = phrase('A square every {stride} pixels has {places} places on an image of {size} pixels; at most {most} are tried.', { stride, places, size: formatShape(image), most: mostPlaces })
  return new LabError('inspection/too-many-places', message, phrase('Choose a stride of at least {least} pixels.', { least: Math.ceil(stride * Math.sqrt(places / mostPlaces)) }))
}
