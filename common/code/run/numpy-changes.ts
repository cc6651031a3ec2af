// Augmentation of a run in NumPy, for frameworks that lack it: the arithmetic of the lab, with chances of the program's own.
import type { Augmentation } from '@contract/data/augmentation'
import { atomText } from '../python/format'
import { numberLines } from '../python/number-lines'
import type { RunToWrite } from './run-to-write'

/** Whether training images are changed in other ways than by a shift, an even flip and a cut-out square, which every program writes in its framework's own words. */
export function needsNumpy(augmentation: Augmentation): boolean {
  const { flip, flipVertical, erasing } = augmentation
  return (flip !== 0 && flip !== 0.5) || flipVertical > 0 || erasing > 0 || isTurned(augmentation) || isCropped(augmentation) || isRecoloured(augmentation)
}

/** Whether anything but mixing is done to single images. */
export function changesImages(augmentation: Augmentation): boolean {
  const { flip, flipVertical, cropPadding, cutout, erasing } = augmentation
  return flip > 0 || flipVertical > 0 || cropPadding > 0 || cutout > 0 || erasing > 0 || isTurned(augmentation) || isCropped(augmentation) || isRecoloured(augmentation)
}

/** Whether rotation, scale or shear is set. */
export const isTurned = ({ rotation, scale, shear }: Pick<Augmentation, 'rotation' | 'scale' | 'shear'>): boolean => rotation > 0 || scale > 0 || shear > 0
export const isCropped = ({ randomCrop }: Pick<Augmentation, 'randomCrop'>): boolean => randomCrop < 1

type Colours = Pick<Augmentation, 'brightness' | 'contrast' | 'saturation' | 'hue' | 'grey' | 'pcaColour'>
const isJittered = ({ brightness, contrast, saturation, hue }: Colours): boolean => brightness > 0 || contrast > 0 || saturation > 0 || hue > 0
const isRecoloured = (colours: Colours): boolean => isJittered(colours) || colours.grey > 0 || colours.pcaColour > 0

const sampled = `def sampled(image, places, rows, columns):
    """An image of what a map of (x, y, 1) points to; black outside."""
    height, width, channels = image.shape
    y, x = np.mgrid[:rows, :columns].reshape(2, -1) + 0.5
    x, y = (places @ np.stack([x, y, np.ones_like(x)]))[:2]
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    left, top = np.floor(x - 0.5), np.floor(y - 0.5)
    value = 0
    for down in (0, 1):
        for right in (0, 1):
            row = np.clip(top + down, 0, height - 1).astype(int)
            column = np.clip(left + right, 0, width - 1).astype(int)
            share = abs(top + 1.5 - down - y) * abs(left + 1.5 - right - x)
            value = value + (inside * share)[:, None] * image[row, column]
    return value.reshape(rows, columns, channels)`

const turnedHue = `def turned_hue(image, turn):
    """Colours whose hues are turned by a share of the circle."""
    most, spread = image.max(-1), np.ptp(image, -1)
    red, green, blue = np.moveaxis(image, -1, 0)
    sixths = np.where(most == red, green - blue, np.where(
        most == green, blue - red, red - green)) / np.maximum(spread, 1e-9)
    sixths += np.where(most == red, 0, np.where(most == green, 2, 4))
    # Of HSV: how far each channel lies below the largest.
    k = (np.array([5, 3, 1]) + sixths[..., None] + 6 * turn) % 6
    share = np.clip(np.minimum(k, 4 - k), 0, 1)
    return most[..., None] - spread[..., None] * share`

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`)

/** Lines in a condition that a chance holds; without one where the chance is 1. */
const byChance = (chance: number, lines: readonly string[]): readonly string[] => (chance === 1 || lines.length === 0 ? lines : [`if rng.random() < ${atomText(chance)}:`, ...indented(lines)])

function cropLines({ randomCrop }: Augmentation): readonly string[] {
  return [
    '# A part of the image becomes the whole.',
    'for _ in range(10):',
    `    area = rng.uniform(${atomText(randomCrop)}, 1)`,
    '    aspect = (4 / 3) ** rng.uniform(-1, 1)',
    '    rows = round(height * (area / aspect) ** 0.5)',
    '    columns = round(width * (area * aspect) ** 0.5)',
    '    if 0 < rows <= height and 0 < columns <= width:',
    '        top = rng.integers(height - rows + 1)',
    '        left = rng.integers(width - columns + 1)',
    '        image = image[top:top + rows, left:left + columns]',
    '        places = np.diag([columns / width, rows / height, 1])',
    '        break',
  ]
}

function turnLines({ rotation, scale, shear, geometryChance }: Augmentation): readonly string[] {
  const upTo = (most: number): string => `rng.uniform(-${atomText(most)}, ${atomText(most)})`
  return byChance(geometryChance, [
    `angle = np.deg2rad(${rotation > 0 ? upTo(rotation) : '0'})`,
    `slant = np.tan(np.deg2rad(${shear > 0 ? upTo(shear) : '0'}))`,
    `size = 1${scale > 0 ? ` + ${upTo(scale)}` : ''}`,
    'turn = np.array([[np.cos(angle), -np.sin(angle), 0],',
    '                 [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])',
    'turn = np.diag([size, size, 1]) @ turn',
    'turn = turn @ [[1, -slant, 0], [0, 1, 0], [0, 0, 1]]',
    'middle = np.array([[1, 0, width / 2], [0, 1, height / 2], [0, 0, 1]])',
    'places = places @ middle @ np.linalg.inv(middle @ turn)',
  ])
}

function colourLines({ brightness, contrast, saturation, hue, colourChance }: Augmentation, isColour: boolean): readonly string[] {
  const factor = (most: number): string => `rng.uniform(${atomText(round(1 - most))}, ${atomText(round(1 + most))})`
  return byChance(colourChance, [
    ...(brightness > 0 ? [`image = np.minimum(image * ${factor(brightness)}, 255)`] : []),
    ...(contrast > 0 ? [`mean, factor = ${isColour ? '(image @ LUMA).mean()' : 'image.mean()'}, ${factor(contrast)}`, 'image = np.clip(mean + factor * (image - mean), 0, 255)'] : []),
    ...(saturation > 0 && isColour
      ? [`luma, factor = (image @ LUMA)[..., None], ${factor(saturation)}`, 'image = np.clip(luma + factor * (image - luma), 0, 255)']
      : []),
    ...(hue > 0 && isColour ? [`image = turned_hue(image, rng.uniform(-${atomText(hue)}, ${atomText(hue)}))`] : []),
  ])
}

/** Sums such as 1 - 0.9, without what floats add. */
const round = (value: number): number => Number(value.toPrecision(12))

/**
 * The function `changed`, which changes one image [height, width, channels] of whole numbers, with the functions and constants that it calls.
 * @returns text that calls NumPy `np`
 */
export function numpyChanges({ spec: { augmentation }, dataset }: RunToWrite): readonly string[] {
  const { flip, flipVertical, cropPadding, cutout, erasing, grey, pcaColour } = augmentation
  const isColour = dataset.channels === 3
  const isResampled = isTurned(augmentation) || isCropped(augmentation)
  const jitter = isJittered(augmentation) ? colourLines(augmentation, isColour) : []
  const usesLuma = isColour && (augmentation.contrast > 0 || augmentation.saturation > 0 || grey > 0)
  const { deviations, directions } = dataset.colour ?? { deviations: [1], directions: [dataset.deviation] }
  const components = directions.map((direction, place) => direction.map((value) => round(255 * value * (deviations[place] ?? 0))))
  const constants = [
    ...(usesLuma ? ['LUMA = np.array([0.299, 0.587, 0.114])'] : []),
    ...(pcaColour > 0 ? ['# Principal components of the colours of the training images.', 'COMPONENTS = np.array([', ...components.flatMap((row) => numberLines('', row.map((value) => Number(value.toPrecision(7))), 4).map((line, index, all) => `    ${line}${index === all.length - 1 ? ',' : ''}`)), '])'] : []),
  ]
  const move = (matrix: string): string => `places = places @ ${matrix}`
  const geometry = isResampled
    ? [
        '# Where each pixel comes from: one map for all that moves pixels.',
        'places = np.eye(3)',
        ...(isCropped(augmentation) ? cropLines(augmentation) : []),
        ...(cropPadding > 0 ? [`right, down = rng.integers(-${cropPadding}, ${cropPadding + 1}, 2)`, move('[[1, 0, -right], [0, 1, -down], [0, 0, 1]]')] : []),
        ...(flip > 0 ? byChance(flip, [move('[[-1, 0, width], [0, 1, 0], [0, 0, 1]]')]) : []),
        ...(flipVertical > 0 ? byChance(flipVertical, [move('[[1, 0, 0], [0, -1, height], [0, 0, 1]]')]) : []),
        ...(isTurned(augmentation) ? turnLines(augmentation) : []),
        'image = sampled(image, places, height, width)',
      ]
    : [
        ...(cropPadding > 0
          ? [
              `padded = np.pad(image, ((${cropPadding},) * 2, (${cropPadding},) * 2, (0, 0)))`,
              `top, left = rng.integers(0, ${2 * cropPadding + 1}, 2)`,
              'image = padded[top:top + height, left:left + width]',
            ]
          : []),
        ...(flip > 0 ? byChance(flip, ['image = image[:, ::-1]']) : []),
        ...(flipVertical > 0 ? byChance(flipVertical, ['image = image[::-1]']) : []),
      ]
  const erase = [
    'for _ in range(10):',
    '    area = rng.uniform(0.02, 0.33) * height * width',
    '    aspect = np.exp(rng.uniform(np.log(0.3), np.log(1 / 0.3)))',
    '    rows = round((area / aspect) ** 0.5)',
    '    columns = round((area * aspect) ** 0.5)',
    '    if 0 < rows < height and 0 < columns < width:',
    '        top = rng.integers(height - rows + 1)',
    '        left = rng.integers(width - columns + 1)',
    '        image[top:top + rows, left:left + columns] = 0',
    '        break',
  ]
  const body = [
    'height, width, _ = image.shape',
    ...geometry,
    ...(jitter.length > 0 && !isResampled ? ['image = image.astype(float)'] : []),
    ...jitter,
    ...(grey > 0 && isColour ? byChance(grey, ['image = np.repeat((image @ LUMA)[..., None], 3, axis=-1)']) : []),
    ...(pcaColour > 0 ? [`amounts = rng.normal(0, ${atomText(pcaColour)}, ${components.length})`, 'image = image + amounts @ COMPONENTS'] : []),
    'image = np.rint(np.clip(image, 0, 255)).astype(np.uint8)',
    ...(cutout > 0
      ? [
          '# A black square at a random place, which may reach over the edge.',
          `top = rng.integers(height) - ${cutout >> 1}`,
          `left = rng.integers(width) - ${cutout >> 1}`,
          `image[max(0, top):top + ${cutout}, max(0, left):left + ${cutout}] = 0`,
        ]
      : []),
    ...(erasing > 0 ? byChance(erasing, erase) : []),
    'return image',
  ]
  return [
    ...(constants.length > 0 ? [constants.join('\n')] : []),
    ...(isResampled ? [sampled] : []),
    ...(augmentation.hue > 0 && isColour ? [turnedHue] : []),
    ['def changed(image, rng):', '    """A training image as chance changes it."""', ...indented(body)].join('\n'),
  ]
}
