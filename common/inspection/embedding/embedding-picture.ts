// An embedding as a picture of pixels, which holds no letters: points in their colours and shapes, and for each class the image nearest to its centre, in a frame of its colour.
import { rgbOf } from '../../charts/colour-contrast'
import type { PixelImage } from '../../pictures/pixel-image'
import { scaledPicture } from '../../pictures/scaled-picture'
import { groupCentres, pointAt, pointGroups, type EmbeddedPoints } from './embedded-points'
import { wholeView } from './plot-view'
import { classStyle, printColours, shapeCorners, type PointStyle } from './point-style'

/** An image that stands for its class. */
export interface ClassPicture {
  readonly label: number
  /** The point at which it stands. */
  readonly point: number
  readonly picture: PixelImage
}

/** In pixels: the picture and its margin, the radius of a point, an image of a class, and the frame around that. */
const [width, height, margin, radius, thumbnail, frame] = [960, 720, 40, 3.5, 40, 2]

/** For each class that occurs, the point nearest to the centre of its points. */
export function centralPoints(points: EmbeddedPoints, classes: readonly string[]): readonly { readonly label: number; readonly point: number }[] {
  return pointGroups(points, 'class', classes).flatMap((group) => {
    const [centre] = groupCentres(points.places, [group])
    if (!centre || group.label === null) return []
    const own = Float32Array.from(group.points.flatMap((point) => [points.places[2 * point] ?? 0, points.places[2 * point + 1] ?? 0]))
    const place = pointAt(own, centre.x, centre.y, Infinity)
    const point = place === null ? undefined : group.points[place]
    return point === undefined ? [] : [{ label: group.label, point }]
  })
}

/** Both axes have the same scale. */
export function embeddingPicture(points: EmbeddedPoints, classes: readonly string[], pictures: readonly ClassPicture[]): PixelImage {
  const canvas: PixelImage = { width, height, channels: 3, pixels: new Uint8Array(3 * width * height).fill(255) }
  const { x, y, scale } = wholeView(points.places, { width, height }, margin)
  const placeOf = (point: number): readonly [number, number] => [Math.round(x + scale * (points.places[2 * point] ?? 0)), Math.round(y + scale * (points.places[2 * point + 1] ?? 0))]
  for (const { style, points: members } of pointGroups(points, 'class', classes)) {
    const mark = markOf(style)
    for (const point of members) for (const [dx, dy] of mark.offsets) paint(canvas, placeOf(point)[0] + dx, placeOf(point)[1] + dy, mark.colour)
  }
  for (const { label, point, picture } of pictures) putFramed(canvas, placeOf(point), scaledPicture(picture, { width: thumbnail, height: thumbnail }), rgbOf(printColours[classStyle(label).colour]))
  return canvas
}

/** The pixels of a point around its middle, and their colour. */
function markOf({ colour, shape }: PointStyle) {
  const corners = shapeCorners[shape].map(([dx, dy]) => [radius * dx, radius * dy] as const)
  const reach = Math.ceil(2 * radius)
  const span = Array.from({ length: 2 * reach + 1 }, (_, place) => place - reach)
  return { colour: rgbOf(printColours[colour]), offsets: span.flatMap((dy) => span.filter((dx) => isWithin(corners, dx, dy)).map((dx) => [dx, dy] as const)) }
}

/** Whether a place lies within a convex polygon whose corners go round clockwise, y downward: on the same side of all its edges. */
function isWithin(corners: readonly (readonly [number, number])[], x: number, y: number): boolean {
  return corners.every(([fromX, fromY], place) => {
    const [toX, toY] = corners[(place + 1) % corners.length] ?? [0, 0]
    return (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX) >= 0
  })
}

function paint({ pixels }: PixelImage, x: number, y: number, colour: readonly number[]): void {
  if (x >= 0 && y >= 0 && x < width && y < height) pixels.set(colour, 3 * (y * width + x))
}

function putFramed(canvas: PixelImage, [x, y]: readonly [number, number], { channels, pixels }: PixelImage, colour: readonly number[]): void {
  const half = thumbnail / 2
  for (let dy = -half - frame; dy < half + frame; dy++) {
    for (let dx = -half - frame; dx < half + frame; dx++) {
      const isFrame = dx < -half || dy < -half || dx >= half || dy >= half
      const from = ((dy + half) * thumbnail + dx + half) * channels
      paint(canvas, x + dx, y + dy, isFrame ? colour : [0, 1, 2].map((channel) => pixels[from + (channels === 3 ? channel : 0)] ?? 0))
    }
  }
}
