// A user's image in the form of a data set, with a picture of each step on the way.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { PixelImage } from '../../pictures/pixel-image'
import { formatShape } from '../../words/format'
import type { DatasetForm, SetGround } from './dataset-form'
import { hasEvenGround, inkBox, inkInBox, inkInField, inkOnBlack, inkRecipes, type InkRecipe } from './drawn-ink'
import { opaquePlanes } from './opaque-planes'
import { borderColour, bytesOf, croppedPlanes, greyPlane, groundOf, invertedPlanes, pictureOfPlanes, placedPlanes, type Planes } from './planes'
import type { Fit, PreprocessingOptions, Recipe } from './preprocessing-options'
import { resized } from './resized'
import type { RgbaImage } from './rgba-image'

export interface PreprocessingStep {
  /** What was done, e.g. `Grey`. */
  readonly title: string
  /** How and why, in a sentence. */
  readonly detail: string
  /** The image after this step. */
  readonly image: PixelImage
}

export interface PreprocessedImage {
  /** From the image as it was given to the form of the data set; what had nothing to do is left out. */
  readonly steps: readonly PreprocessingStep[]
  /** [channels, height, width] of the data set, 0..255. */
  readonly pixels: Uint8Array
  /** Whether bright and dark were swapped. */
  readonly isInverted: boolean
  /** The recipe that was followed: `none` also where the chosen one does not fit the image. */
  readonly recipe: Recipe
}

interface DoneStep {
  readonly title: string
  readonly detail: string
  readonly planes: Planes
}

/** What a step makes of the image; null: there is nothing to do. */
type Step = (planes: Planes, options: PreprocessingOptions, form: DatasetForm) => DoneStep | null

/** Colours behind transparent parts. */
const behindWords = { white: phrase('white'), black: phrase('black') } as const
/** What an image stands on. */
const groundWords: Readonly<Record<SetGround, string>> = { dark: phrase('dark'), bright: phrase('bright'), mixed: phrase('mixed § a ground that is neither dark nor bright') }

/** @throws LabError `image/empty` */
export function preprocessImage(image: RgbaImage, options: PreprocessingOptions, form: DatasetForm): PreprocessedImage {
  if (image.width < 1 || image.height < 1) throw new LabError('image/empty', phrase('The image has no pixels.'), phrase('Choose another image.'))
  const { planes: opaque, ground } = opaquePlanes(image, options.ground)
  const size = phrase('{shape} pixels', { shape: formatShape([image.width, image.height]) })
  const steps: PreprocessingStep[] = [{ title: phrase('Image'), detail: ground ? phrase('{size}; transparent parts on {ground}.', { size, ground: behindWords[ground] }) : phrase('{size}. § the size of an image', { size }), image: pictureOfPlanes(opaque) }]
  const recipe = recipeFor(image, opaque, options, form)
  let planes = opaque
  let isInverted = false
  for (const step of [grey, inverted, ...recipeSteps[recipe]]) {
    const done = step(planes, options, form)
    if (!done) continue
    planes = done.planes
    isInverted ||= step === inverted
    steps.push({ title: done.title, detail: done.detail, image: pictureOfPlanes(planes) })
  }
  return { steps, pixels: bytesOf(planes), isInverted, recipe }
}

/** An image of the data set's own size is neither moved nor scaled; where there is no even ground, nothing stands out from it. */
function recipeFor(image: RgbaImage, planes: Planes, { recipe }: PreprocessingOptions, form: DatasetForm): Recipe {
  const isInForm = image.width === form.width && image.height === form.height
  return isInForm || !hasEvenGround(inkOnDark(planes)) ? 'none' : recipe
}

const inkOnDark = (planes: Planes): Planes => (groundOf(planes) === 'dark' ? planes : invertedPlanes(planes))

const grey: Step = (planes, _, { channels }) =>
  channels === 3 ? null : { title: phrase('Grey'), detail: phrase('Luma, as the data set is grey: 0.299 red, 0.587 green, 0.114 blue.'), planes: greyPlane(planes) }

const inverted: Step = (planes, { invert }, form) => {
  const found = groundOf(planes)
  const isWanted = invert === 'yes' || (invert === 'auto' && form.ground !== 'mixed' && form.ground !== found)
  if (!isWanted) return null
  const why = invert === 'yes' ? phrase('As chosen.') : phrase('The border is {found}; images of the data set are {ground} there.', { found: groundWords[found], ground: groundWords[form.ground] })
  return { title: phrase('Inverted'), detail: why, planes: invertedPlanes(planes) }
}

const fitted: Step = (planes, { fit }, form) => (planes.width * form.height === planes.height * form.width ? null : fitSteps[fit](planes, form))

const fitSteps: Readonly<Record<Fit, (planes: Planes, form: DatasetForm) => DoneStep | null>> = {
  pad: (planes, form) => {
    const width = Math.max(planes.width, Math.round((planes.height * form.width) / form.height))
    const height = Math.max(planes.height, Math.round((planes.width * form.height) / form.width))
    const field = { left: Math.floor((width - planes.width) / 2), top: Math.floor((height - planes.height) / 2), width, height }
    return { title: phrase('Margins'), detail: phrase('In the colour of the border, to the proportions of the data set.'), planes: placedPlanes(planes, field, borderColour(planes)) }
  },
  crop: (planes, form) => {
    const width = Math.max(1, Math.min(planes.width, Math.round((planes.height * form.width) / form.height)))
    const height = Math.max(1, Math.min(planes.height, Math.round((planes.width * form.height) / form.width)))
    const [left, top] = [Math.floor((planes.width - width) / 2), Math.floor((planes.height - height) / 2)]
    return { title: phrase('Cut'), detail: phrase('The middle, in the proportions of the data set.'), planes: croppedPlanes(planes, { left, top, width, height }) }
  },
  stretch: () => null, // scaling stretches
}

const scaled: Step = (planes, _, { width, height }) => {
  if (planes.width === width && planes.height === height) return null
  const isSmaller = planes.width >= width && planes.height >= height
  const detail = isSmaller ? phrase('Each pixel is the mean of the area that it covers.') : phrase('Linear interpolation between pixels.')
  return { title: phrase('Scaled to {shape}', { shape: formatShape([width, height]) }), detail, planes: resized(planes, height, width) }
}

/** Steps on bright ink; where the ink is dark, on the inverted image. */
const onBrightInk = (step: Step): Step => (planes, options, form) => {
  if (groundOf(planes) === 'dark') return step(planes, options, form)
  const done = step(invertedPlanes(planes), options, form)
  return done && { ...done, planes: invertedPlanes(done.planes) }
}

const cleaned = (recipe: InkRecipe): Step => (planes) => {
  const black = inkOnBlack(planes, recipe)
  if (black.values.every((value, place) => value === planes.values[place])) return null
  const detail = recipe.full === 'brightest' ? phrase('What is as bright as the border becomes even, and the strongest ink full.') : phrase('What is as bright as the border becomes even.')
  return { title: phrase('Ground removed'), detail, planes: black }
}

const middles = { mass: phrase('its centre of mass lies in the middle'), box: phrase('it lies in the middle') } as const

const centred = ({ threshold, boxShare, middle }: InkRecipe): Step => (planes, _, form) => {
  const ink = inkBox(planes, threshold)
  const field = formatShape([form.width, form.height])
  const size = planes.channels * form.height * form.width
  if (!ink) return { title: phrase('Nothing found'), detail: phrase('Nothing stands out from the ground.'), planes: { channels: planes.channels, height: form.height, width: form.width, values: new Float32Array(size) } }
  const small = inkInBox(planes, ink, form, boxShare)
  const detail = phrase('What stands out from the ground, {before} pixels, becomes {after}; {middle}.', { before: formatShape([ink.width, ink.height]), after: formatShape([small.width, small.height]), middle: middles[middle] })
  return { title: phrase('Fitted into {field}', { field }), detail, planes: inkInField(small, form, middle) }
}

const stepsOf = (recipe: InkRecipe): readonly Step[] => [onBrightInk(cleaned(recipe)), onBrightInk(centred(recipe))]

const recipeSteps: Readonly<Record<Recipe, readonly Step[]>> = {
  none: [fitted, scaled],
  mnist: stepsOf(inkRecipes.mnist),
  fashion: stepsOf(inkRecipes.fashion),
}
