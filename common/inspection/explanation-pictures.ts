// Explanations as pictures: the map alone, and over the image. Hues tell for from against, lightness how much: people with any colour vision can read both.
import { alongStops, mix, rgbOf, type Rgb } from '../charts/colour-contrast'
import type { PixelImage } from '../pictures/pixel-image'
import type { ExplanationMap, MapKind } from './explanation-map'

/** What a map stands on: white paper, or the dark theme's ground. */
export type MapGround = 'light' | 'dark'

/** From the full colour of values against the class by that of 0 to the full colour of values for it. */
const divergingStops: Readonly<Record<MapGround, readonly string[]>> = {
  light: ['#0b3f80', '#3f8fcd', '#f4f4f5', '#ec8a2e', '#8a3300'],
  dark: ['#cfe9ff', '#3f97d8', '#1b1b20', '#dd7a1c', '#ffdfb8'],
}
/** From 0 to the full colour of a size without a sign. */
const eitherStops: Readonly<Record<MapGround, readonly string[]>> = {
  light: ['#f4f4f5', '#b07cc6', '#4b1a70'],
  dark: ['#1b1b20', '#9a5fbd', '#f3dcff'],
}

const colours = (stops: Readonly<Record<MapGround, readonly string[]>>): Readonly<Record<MapGround, readonly Rgb[]>> => ({ light: stops.light.map(rgbOf), dark: stops.dark.map(rgbOf) })
const [diverging, either] = [colours(divergingStops), colours(eitherStops)]

/** Colours over an image, which are seen on black and on white. */
const over = { for: rgbOf('#f07d12'), against: rgbOf('#2f8fe0'), either: rgbOf('#c24fdd') } as const

/** A value as a share of that at which colours are full: -1 to 1. */
const strengthOf = (value: number, full: number): number => (full > 0 ? Math.min(Math.max(value / full, -1), 1) : 0)

/** The colour of a strength from -1 to 1. */
function mapColour(kind: MapKind, ground: MapGround, strength: number): Rgb {
  return kind === 'either' ? alongStops(either[ground], strength) : alongStops(diverging[ground], (strength + 1) / 2)
}

/** The map alone, a pixel for each of its places. */
export function mapPicture({ kind, height, width, values, full }: ExplanationMap, ground: MapGround): PixelImage {
  const pixels = new Uint8Array(3 * height * width)
  for (const [place, value] of values.entries()) pixels.set(mapColour(kind, ground, strengthOf(value, full)).map(Math.round), 3 * place)
  return { width, height, channels: 3, pixels }
}

/**
 * The map over the image, which is grey below it.
 * @param map of the image's size
 * @param cover how much of the image a full colour covers, 0 to 1
 */
export function overlayPicture(image: PixelImage, { kind, height, width, values, full }: ExplanationMap, cover: number): PixelImage {
  const pixels = new Uint8Array(3 * height * width)
  for (const [place, value] of values.entries()) {
    const strength = strengthOf(value, full)
    const grey = greyOf(image, place)
    const colour = kind === 'either' ? over.either : strength < 0 ? over.against : over.for
    pixels.set(mix([grey, grey, grey], colour, cover * Math.abs(strength)).map(Math.round), 3 * place)
  }
  return { width, height, channels: 3, pixels }
}

/** The luma of a pixel (Rec. 601). */
function greyOf({ channels, pixels }: PixelImage, place: number): number {
  if (channels === 1) return pixels[place] ?? 0
  const [red = 0, green = 0, blue = 0] = pixels.subarray(3 * place, 3 * place + 3)
  return 0.299 * red + 0.587 * green + 0.114 * blue
}

/** The colours of a map from its lowest value to its highest, for a legend. */
export function legendColours(kind: MapKind, ground: MapGround, count: number): readonly Rgb[] {
  const lowest = kind === 'signed' ? -1 : 0
  return Array.from({ length: count }, (_, place) => mapColour(kind, ground, lowest + ((1 - lowest) * place) / (count - 1)))
}
