// Changes the colours of an image: brightness, contrast, saturation and hue in this order, then grey, then amounts of the components of colour.
import type { ImageChances } from './image-chances'
import type { ImageShape } from './image-shape'

export type ColourChances = Pick<ImageChances, 'brightness' | 'contrast' | 'saturation' | 'hue' | 'grey'>

/** Values of pixels, 0..255, after brightness, and after brightness and contrast. */
const brightened = new Float64Array(256)
const toned = new Float64Array(256)

/** The luma of ITU-R BT.601. */
const luma = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue
const clamped = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value)

/**
 * Changes an image in place, by the formulas of torchvision's ColorJitter for floats; values are rounded once, at the end. Saturation, hue and grey need three channels.
 * @param shifts what is added to each channel at the end, of values in 0..255
 * @param pixels the image begins at `offset`
 */
export function changeColours(chances: ColourChances, shifts: Float64Array, shape: ImageShape, pixels: Uint8Array, offset: number): void {
  setTones(chances, shape, pixels, offset)
  const joinsChannels = shape.channels === 3 && (chances.saturation !== 1 || chances.hue !== 0 || chances.grey)
  if (joinsChannels) changeJointly(chances, shifts, shape, pixels, offset)
  else changeEachChannel(shifts, shape, pixels, offset)
}

/** Sets {@link toned}: brightness multiplies, contrast moves values away from the mean luma of the brightened image. */
function setTones({ brightness, contrast }: ColourChances, shape: ImageShape, pixels: Uint8Array, offset: number): void {
  for (let value = 0; value < 256; value++) brightened[value] = Math.min(255, brightness * value)
  const mean = contrast === 1 ? 0 : meanLuma(shape, pixels, offset)
  for (let value = 0; value < 256; value++) toned[value] = clamped(mean + contrast * ((brightened[value] ?? 0) - mean))
}

/** The mean luma of the brightened image; of images that are not red, green and blue, the mean of all values. */
function meanLuma({ channels, height, width }: ImageShape, pixels: Uint8Array, offset: number): number {
  const plane = height * width
  let sum = 0
  for (let channel = 0, at = offset; channel < channels; channel++) {
    let ofChannel = 0
    for (const end = at + plane; at < end; at++) ofChannel += brightened[pixels[at] ?? 0] ?? 0
    sum += ofChannel * (channels !== 3 ? 1 / channels : channel === 0 ? 0.299 : channel === 1 ? 0.587 : 0.114)
  }
  return sum / plane
}

const whole = new Uint8Array(256)

function changeEachChannel(shifts: Float64Array, { channels, height, width }: ImageShape, pixels: Uint8Array, offset: number): void {
  for (let channel = 0, at = offset; channel < channels; channel++) {
    for (let value = 0; value < 256; value++) whole[value] = clamped((toned[value] ?? 0) + (shifts[channel] ?? 0)) + 0.5
    for (const end = at + height * width; at < end; at++) pixels[at] = whole[pixels[at] ?? 0] ?? 0
  }
}

function changeJointly({ saturation, hue, grey }: ColourChances, shifts: Float64Array, { height, width }: ImageShape, pixels: Uint8Array, offset: number): void {
  const plane = height * width
  const [shiftRed = 0, shiftGreen = 0, shiftBlue = 0] = shifts
  for (let at = offset; at < offset + plane; at++) {
    let red = toned[pixels[at] ?? 0] ?? 0
    let green = toned[pixels[at + plane] ?? 0] ?? 0
    let blue = toned[pixels[at + 2 * plane] ?? 0] ?? 0
    if (saturation !== 1) {
      const own = (1 - saturation) * luma(red, green, blue)
      red = clamped(saturation * red + own)
      green = clamped(saturation * green + own)
      blue = clamped(saturation * blue + own)
    }
    if (hue !== 0) {
      // HSV as in A. R. Smith, "Color Gamut Transform Pairs", SIGGRAPH 1978: value is the largest channel, and the hue goes round in six sectors.
      const value = Math.max(red, green, blue)
      const chroma = value - Math.min(red, green, blue)
      if (chroma > 0) {
        const sixths = value === red ? (green - blue) / chroma : value === green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma
        const turned = (sixths / 6 + hue + 2) % 1
        const sector = Math.floor(turned * 6)
        const within = turned * 6 - sector
        const least = value - chroma
      const falling = value - chroma * within
      const rising = value - chroma * (1 - within)
        red = sector === 0 || sector === 5 ? value : sector === 1 ? falling : sector === 4 ? rising : least
        green = sector === 1 || sector === 2 ? value : sector === 0 ? rising : sector === 3 ? falling : least
        blue = sector === 3 || sector === 4 ? value : sector === 2 ? rising : sector === 5 ? falling : least
      }
    }
    if (grey) red = green = blue = luma(red, green, blue)
    pixels[at] = (clamped(red + shiftRed) + 0.5) | 0
    pixels[at + plane] = (clamped(green + shiftGreen) + 0.5) | 0
    pixels[at + 2 * plane] = (clamped(blue + shiftBlue) + 0.5) | 0
  }
}
