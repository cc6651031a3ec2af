// Augmentation of a run as torchvision has it: the transforms of an image before and after it becomes numbers, and what torchvision lacks.
import { atomText } from '../python/format'
import { numberLines } from '../python/number-lines'
import { isTurned } from '../run/numpy-changes'
import type { RunToWrite } from '../run/run-to-write'

export interface TorchChanges {
  /** Transforms of images of whole numbers, in order; lines of one begin at its own column. */
  readonly before: readonly string[]
  /** Transforms of values from 0 to 1. */
  readonly after: readonly string[]
  /** Classes that these call. */
  readonly definitions: readonly string[]
  /** What torchvision does otherwise than the lab. */
  readonly notes: readonly string[]
}

const cutoutClass = `class Cutout:
    """Blacks out a square at a random place; it may reach over the edge."""

    def __init__(self, size):
        self.size = size

    def __call__(self, image):
        _, height, width = image.shape
        top = torch.randint(height, ()).item() - self.size // 2
        left = torch.randint(width, ()).item() - self.size // 2
        image[:, max(0, top):top + self.size,
              max(0, left):left + self.size] = 0
        return image`

function colourClass({ dataset }: RunToWrite): string {
  const { deviations, directions } = dataset.colour ?? { deviations: [1], directions: [dataset.deviation] }
  const rows = directions.map((direction, place) => direction.map((value) => Number((value * (deviations[place] ?? 0)).toPrecision(7))))
  return [
    'class PcaColour:',
    '    """Adds random amounts of the principal components of colour."""',
    '',
    '    components = torch.tensor((',
    ...rows.flatMap((row) => numberLines('', row, 9).map((line, index, all) => `        ${line}${index === all.length - 1 ? ',' : ''}`)),
    '    ))',
    '',
    '    def __init__(self, deviation):',
    '        self.deviation = deviation',
    '',
    '    def __call__(self, image):',
    '        amounts = self.deviation * torch.randn(len(self.components))',
    '        shifts = amounts @ self.components',
    '        return (image + shifts[:, None, None]).clamp(0, 1)',
  ].join('\n')
}

/** A transform with a chance of its own; one that always happens stands by itself. */
const byChance = (chance: number, transform: string): string => (chance === 1 ? transform : `transforms.RandomApply([${transform}], p=${atomText(chance)})`)

/** The transforms of a run's training images, in the order of the lab. */
export function changeSteps(run: RunToWrite): TorchChanges {
  const { spec: { augmentation }, dataset } = run
  const { flip, flipVertical, cropPadding, randomCrop, rotation, scale, shear, geometryChance, brightness, contrast, saturation, hue, colourChance, grey, pcaColour, cutout, erasing } = augmentation
  const size = dataset.height === dataset.width ? String(dataset.height) : `(${dataset.height}, ${dataset.width})`
  const chance = (share: number): string => (share === 0.5 ? '' : `p=${atomText(share)}`)
  const about = (most: number): string => `(${atomText(Number((1 - most).toPrecision(12)))}, ${atomText(Number((1 + most).toPrecision(12)))})`
  const jitters = brightness > 0 || contrast > 0 || saturation > 0 || hue > 0
  const knowsColours = dataset.channels === 1 || dataset.channels === 3
  const turn = ['transforms.RandomAffine(', `    ${[atomText(rotation), ...(scale > 0 ? [`scale=${about(scale)}`] : []), ...(shear > 0 ? [`shear=${atomText(shear)}`] : [])].join(', ')},`, '    interpolation=transforms.InterpolationMode.BILINEAR)']
  const isResampled = randomCrop < 1 || isTurned(augmentation)
  return {
    before: [
      ...(randomCrop < 1 ? [`transforms.RandomResizedCrop(${size}, scale=(${atomText(randomCrop)}, 1))`] : []),
      ...(cropPadding > 0 ? [`transforms.RandomCrop(${size}, padding=${cropPadding})`] : []),
      ...(flip > 0 ? [`transforms.RandomHorizontalFlip(${chance(flip)})`] : []),
      ...(flipVertical > 0 ? [`transforms.RandomVerticalFlip(${chance(flipVertical)})`] : []),
      ...(isTurned(augmentation) ? [byChance(geometryChance, turn.join('\n'))] : []),
      ...(jitters && knowsColours ? [byChance(colourChance, `transforms.ColorJitter(\n    ${[brightness, contrast, saturation, hue].map(atomText).join(', ')})`)] : []),
      ...(grey > 0 && dataset.channels === 3 ? [`transforms.RandomGrayscale(p=${atomText(grey)})`] : []),
    ],
    after: [
      ...(pcaColour > 0 ? [`PcaColour(${atomText(pcaColour)})`] : []),
      ...(cutout > 0 ? [`Cutout(${cutout})`] : []),
      ...(erasing > 0 ? [`transforms.RandomErasing(p=${atomText(erasing)})`] : []),
    ],
    definitions: [...(pcaColour > 0 ? [colourClass(run)] : []), ...(cutout > 0 ? [cutoutClass] : [])],
    notes: [
      ...(isResampled ? ['The lab resamples an image once for all that moves its pixels, torchvision at each step, and it antialiases random crops.'] : []),
      ...(randomCrop < 1 && dataset.height !== dataset.width ? ["Random crops are 3:4 to 4:3 by themselves, in the lab relative to the sides of the image."] : []),
      ...(jitters && knowsColours && [brightness, contrast, saturation, hue].filter((strength) => strength > 0).length > 1 ? ['torchvision changes brightness, contrast, saturation and hue in a random order.'] : []),
      ...(jitters && !knowsColours ? [`torchvision changes no colours of images with ${dataset.channels} channels; the lab changes their brightness and contrast.`] : []),
    ],
  }
}
