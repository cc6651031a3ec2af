// Settings of the data: which set, how much of it, how its images are resized and changed.
import { defaultDatasetId } from '../../data/datasets'
import { modelInfo } from '../../models/zoo'
import type { Arrows, ChoiceSetting, NumberSetting, SwitchSetting } from './setting'

/** From an empty field, the arrow keys go to enough images for a quick look. */
const limitArrows: Arrows = { by: 'doubling', from: 2560 }

/** Largest height and width that images are resized to, in pixels. */
export const maxImageSize = 512
const edgeArrows: Arrows = { by: 'doubling', from: 28, most: maxImageSize }

export const datasetSettings = {
  id: {
    kind: 'choice',
    flag: { name: '--dataset', takes: '<name>', help: 'data set; `cnn-lab datasets` lists them' },
    label: 'Data set',
    help: 'The labelled images to learn from and to be tested on. The book uses Fashion-MNIST, and enlarges it to 224×224 for AlexNet.',
    group: 'data',
    axis: true,
    names: null,
    default: defaultDatasetId,
  },
  limitTrain: {
    kind: 'count',
    min: 1,
    flag: { name: '--limit-train', takes: '<n>', help: 'train on the first N images only' },
    label: 'Train on first',
    help: 'Trains on only so many images, for a quick look; empty means all. The book trains on all 60,000.',
    group: 'data',
    axis: true,
    empty: 'all',
    arrows: limitArrows,
    default: null,
  },
  limitTest: {
    kind: 'count',
    min: 1,
    flag: { name: '--limit-test', takes: '<n>', help: 'test on the first N images only' },
    label: 'Test on first',
    help: 'Tests on only so many images after each epoch; empty means all. The book uses all 10,000, and calls them its validation set.',
    group: 'data',
    axis: false,
    empty: 'all',
    arrows: limitArrows,
    default: null,
  },
} as const satisfies Readonly<Record<string, NumberSetting | ChoiceSetting>>

const sizeFlag = { name: '--size', takes: '<pixels>', help: 'size that images are resized to: the edge of a square, or height and width as 40x32' } as const

export const preprocessingSettings = {
  height: {
    kind: 'count',
    min: 1,
    max: maxImageSize,
    unit: 'px',
    flag: { ...sizeFlag, place: 'first' },
    label: 'Image height',
    help: 'Height that images are resized to before the network sees them. The book enlarges them to 224 pixels for AlexNet.',
    group: null,
    axis: true,
    arrows: edgeArrows,
    default: { of: (model) => modelInfo(model).inputSize },
  },
  width: {
    kind: 'count',
    min: 1,
    max: maxImageSize,
    unit: 'px',
    flag: { ...sizeFlag, place: 'second' },
    label: 'Image width',
    help: 'Width that images are resized to before the network sees them. The book enlarges them to 224 pixels for AlexNet.',
    group: null,
    axis: true,
    arrows: edgeArrows,
    default: { of: (model) => modelInfo(model).inputSize },
  },
} as const satisfies Readonly<Record<string, NumberSetting>>

/** Largest shift and cut-out of training images, in pixels. */
const maxChange = 64
const changeArrows: Arrows = { by: 'adding', step: 1, from: 0, least: 0, most: maxChange }

export const augmentationSettings = {
  /** Whether half of the images, by chance, are mirrored left to right. */
  flip: {
    kind: 'switch',
    flag: { name: '--flip', help: 'mirror half of the training images, by chance', off: 'mirror none' },
    label: 'Random flip',
    help: 'Mirrors half of the training images left to right, others at every step, so that the network sees more than there are. The book does so in a later chapter, not here.',
    group: 'augmentation',
    axis: true,
    states: { on: 'half of the images, left to right', off: 'off' },
    default: false,
    told: 'images',
    words: (flip) => (flip ? 'flipped' : ''),
  },
  /** Pixels of black that are added on each side; a window of the image's own size is then cropped at random, so the image shifts by up to as many pixels. */
  cropPadding: {
    kind: 'count',
    min: 0,
    max: maxChange,
    unit: 'px',
    flag: { name: '--crop-padding', takes: '<n>', help: 'shift each training image by up to N pixels: padded, then cropped at random' },
    label: 'Random shift',
    help: 'Moves each training image by up to so many pixels up or down and left or right: it is padded with black and cropped at random. 4 is usual for small colour images; the book shifts none here.',
    group: 'augmentation',
    axis: true,
    arrows: changeArrows,
    default: 0,
    told: 'images',
    words: (pixels) => (pixels > 0 ? `shifted by up to ${pixels} px` : ''),
  },
  /** Edge of a square that is blacked out at a random place of each image, in pixels; 0: none. */
  cutout: {
    kind: 'count',
    min: 0,
    max: maxChange,
    unit: 'px',
    flag: { name: '--cutout', takes: '<n>', help: 'black out a square of N pixels at a random place of each training image' },
    label: 'Cutout',
    help: 'Blacks out a square of so many pixels at a random place of each training image, so that the network does not rely on one detail. The book does not use it.',
    group: 'augmentation',
    axis: true,
    arrows: changeArrows,
    default: 0,
    told: 'images',
    words: (pixels) => (pixels > 0 ? `${pixels} px cut out` : ''),
  },
} as const satisfies Readonly<Record<string, NumberSetting | SwitchSetting>>
