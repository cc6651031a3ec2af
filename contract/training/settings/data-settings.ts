// Settings of the data: which set, how much of it, how its images are resized and changed.
import { phrase } from '@language/phrase'
import { defaultDatasetId } from '../../data/datasets'
import { modelInfo } from '../../models/zoo'
import type { Arrows, ChoiceSetting, NumberSetting, NumbersSetting } from './setting'

/** From an empty field, the arrow keys go to enough images for a quick look. */
const limitArrows: Arrows = { by: 'doubling', from: 2560 }

/** Largest height and width that images are resized to, in pixels. */
export const maxImageSize = 512
const edgeArrows: Arrows = { by: 'doubling', from: 28, most: maxImageSize }

export const validationNames = ['test', 'share', 'own'] as const
export const duplicateNames = ['keep', 'unlike-test', 'distinct'] as const
export const balanceNames = ['none', 'weights', 'sampling'] as const
export type BalanceName = (typeof balanceNames)[number]
export const resizeNames = ['bilinear', 'antialias', 'nearest', 'area'] as const
export const normalizationNames = ['none', 'dataset', 'own'] as const

export const datasetSettings = {
  id: {
    kind: 'choice',
    flag: { name: '--dataset', takes: '<name>', help: phrase('data set; `cnn-lab datasets` lists them') },
    label: phrase('Data set'),
    help: phrase('The labelled images to learn from and to be tested on. The book uses Fashion-MNIST, and enlarges it to 224×224 for AlexNet.'),
    group: 'data',
    axis: true,
    names: null,
    default: defaultDatasetId,
  },
  limitTrain: {
    kind: 'count',
    min: 1,
    flag: { name: '--limit-train', takes: '<n>', help: phrase('train on the first N images only') },
    label: phrase('Train on first'),
    help: phrase('Trains on only so many images, for a quick look; empty means all. The book trains on all 60,000.'),
    group: 'data',
    axis: true,
    empty: phrase('all'),
    arrows: limitArrows,
    default: null,
  },
  limitTest: {
    kind: 'count',
    min: 1,
    flag: { name: '--limit-test', takes: '<n>', help: phrase('test on the first N images only') },
    label: phrase('Test on first'),
    help: phrase('Tests on only so many images after each epoch; empty means all. The book uses all 10,000, and calls them its validation set.'),
    group: 'data',
    axis: false,
    empty: phrase('all'),
    arrows: limitArrows,
    default: null,
  },
  /** Which images epochs are judged by: curves, early stopping and the best checkpoint go by them. */
  validation: {
    kind: 'choice',
    names: validationNames,
    titles: { test: phrase('test images'), share: phrase('share of training'), own: phrase("the set's own") },
    descriptions: {
      test: phrase('As in the book: epochs are judged by the test images.'),
      share: phrase('A share of the training images of each class, drawn by the seed.'),
      own: phrase('The images that the set has for validation.'),
    },
    flag: { name: '--validation', takes: '<kind>', help: phrase('images that epochs are judged by: test (as in the book), share (of the training images), own (of the data set)') },
    label: phrase('Validation'),
    help: phrase('The images that epochs are judged by: curves, early stopping and the best checkpoint go by them. The book takes the test images; with others, the test images are looked at once, at the end.'),
    group: 'data',
    axis: true,
    default: 'test',
    words: (kind) => (kind === 'test' ? '' : kind === 'own' ? phrase('own validation images') : phrase('validated on a share')),
  },
  validationShare: {
    kind: 'share',
    above: 0,
    max: 0.5,
    flag: { name: '--validation-share', takes: '<p>', help: phrase('share of each class of the training images that is kept for validation, with --validation share') },
    label: phrase('Validation share'),
    help: phrase('Share of the training images of each class that is kept for validation, drawn by the seed. A tenth is usual; the book keeps none.'),
    group: 'data',
    axis: false,
    goesWith: { choice: 'dataset.validation', is: 'share' },
    arrows: { by: 'adding', step: 0.05, from: 0.1, least: 0.05, most: 0.5 },
    default: 0.1,
  },
  /** Which near-duplicates, by perceptual hash, are left out of the training images. */
  duplicates: {
    kind: 'choice',
    names: duplicateNames,
    titles: { keep: phrase('keep all'), 'unlike-test': phrase('none of test images'), distinct: phrase('one of each') },
    descriptions: {
      keep: phrase('Trains on every image, as the book does.'),
      'unlike-test': phrase('Leaves out training images that look like a test or validation image, which would be answered from memory.'),
      distinct: phrase('Leaves these out, and of training images that look alike all but the first.'),
    },
    flag: { name: '--duplicates', takes: '<kind>', help: phrase('near-duplicates among the training images: keep, unlike-test (leave out those of test images), distinct (one of each)') },
    label: phrase('Near-duplicates'),
    help: phrase('What is done with training images that look like others. The book keeps all; a few images of Fashion-MNIST stand among training and test images alike.'),
    group: 'data',
    axis: true,
    default: 'keep',
    words: (kind) => (kind === 'keep' ? '' : kind === 'distinct' ? phrase('near-duplicates left out') : phrase('near-duplicates of test images left out')),
  },
  /** How classes with few images are made up for. */
  balance: {
    kind: 'choice',
    names: balanceNames,
    titles: { none: phrase('as they come'), weights: phrase('weighted in the loss'), sampling: phrase('drawn equally often') },
    descriptions: {
      none: phrase('Every image counts the same, as in the book.'),
      weights: phrase('The loss of an image counts by how rare its class is.'),
      sampling: phrase('An epoch shows images of all classes equally often: those of rare classes again and again.'),
    },
    flag: { name: '--balance', takes: '<kind>', help: phrase('for sets whose classes differ in size: none, weights (in the loss), sampling (classes equally often)') },
    label: phrase('Balance of classes'),
    help: phrase('Makes up for classes with few images. The classes of Fashion-MNIST have equally many, so the book needs none of it.'),
    group: 'data',
    axis: true,
    default: 'none',
    words: (kind) => (kind === 'none' ? '' : kind === 'weights' ? phrase('classes weighted') : phrase('classes drawn equally often')),
  },
} as const satisfies Readonly<Record<string, NumberSetting | ChoiceSetting>>

const sizeFlag = { name: '--size', takes: '<pixels>', help: phrase('size that images are resized to: the edge of a square, or height and width as 40x32') } as const

export const preprocessingSettings = {
  height: {
    kind: 'count',
    min: 1,
    max: maxImageSize,
    unit: 'px',
    flag: { ...sizeFlag, place: 'first' },
    label: phrase('Image height'),
    help: phrase('Height that images are resized to before the network sees them. The book enlarges them to 224 pixels for AlexNet.'),
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
    label: phrase('Image width'),
    help: phrase('Width that images are resized to before the network sees them. The book enlarges them to 224 pixels for AlexNet.'),
    group: null,
    axis: true,
    arrows: edgeArrows,
    default: { of: (model) => modelInfo(model).inputSize },
  },
  resize: {
    kind: 'choice',
    names: resizeNames,
    titles: { bilinear: phrase('bilinear'), antialias: phrase('antialiased'), nearest: phrase('nearest pixel'), area: phrase('mean of the area') },
    descriptions: {
      bilinear: phrase('Between the four nearest pixels, as in the book.'),
      antialias: phrase('As bilinear, but where images get smaller, every pixel counts.'),
      nearest: phrase('The nearest pixel as it is.'),
      area: phrase('The mean of all pixels that a new one covers.'),
    },
    flag: { name: '--resize', takes: '<method>', help: phrase('how images are resized: {names}', { names: resizeNames.join(phrase(',  § between the words of an enumeration')) }) },
    label: phrase('Resizing'),
    help: phrase('How images are brought to the size of the network. The book resizes bilinearly; images that get much smaller keep more of themselves antialiased.'),
    group: 'preprocessing',
    axis: true,
    default: 'bilinear',
  },
  /** Share of height and width that is kept of the middle of an image before it is resized; 1: all. */
  centreCrop: {
    kind: 'share',
    above: 0,
    max: 1,
    flag: { name: '--centre-crop', takes: '<p>', help: phrase('share of height and width that is kept of the middle of each image before it is resized, e.g. 0.875') },
    label: phrase('Centre crop'),
    help: phrase('Keeps so much of height and width from the middle of each image; 1 keeps all. 0.875 is usual for photographs (224 of 256 pixels); the book crops nothing.'),
    group: 'preprocessing',
    axis: true,
    arrows: { by: 'adding', step: 0.025, from: 1, least: 0.1, most: 1 },
    default: 1,
  },
  normalization: {
    kind: 'choice',
    names: normalizationNames,
    titles: { none: phrase('none: 0 to 1'), dataset: phrase("by the set's mean and deviation"), own: phrase('by numbers of your own') },
    flag: { name: '--normalization', takes: '<kind>', help: phrase('how values are normalised: none (0 to 1), dataset (its mean and deviation by channel), own (--mean and --deviation)') },
    label: phrase('Normalisation § of images'),
    help: phrase('Subtracts a mean from the values of each channel and divides them by a deviation. The book leaves them in 0 to 1.'),
    group: 'preprocessing',
    axis: true,
    default: 'none',
  },
  mean: {
    kind: 'numbers',
    min: -10,
    max: 10,
    most: 4,
    flag: { name: '--mean', takes: '<x,...>', help: phrase('numbers that are subtracted from values in 0..1: one for each channel, or one for all') },
    label: phrase('Mean'),
    help: phrase('What is subtracted from the values of each channel, which are 0 to 1 before: one number for each channel, or one for all. That of ImageNet is 0.485, 0.456, 0.406.'),
    group: 'preprocessing',
    axis: false,
    goesWith: { choice: 'preprocessing.normalization', is: 'own' },
    default: [0.5],
  },
  deviation: {
    kind: 'numbers',
    above: 0,
    max: 10,
    most: 4,
    flag: { name: '--deviation', takes: '<x,...>', help: phrase('numbers that values are divided by after that: one for each channel, or one for all') },
    label: phrase('Deviation'),
    help: phrase('What the values of each channel are divided by: one number for each channel, or one for all. That of ImageNet is 0.229, 0.224, 0.225.'),
    group: 'preprocessing',
    axis: false,
    goesWith: { choice: 'preprocessing.normalization', is: 'own' },
    default: [0.5],
  },
} as const satisfies Readonly<Record<string, NumberSetting | ChoiceSetting | NumbersSetting>>

/** Largest shift and cut-out of training images, in pixels. */
const maxChange = 64
const changeArrows: Arrows = { by: 'adding', step: 1, from: 0, least: 0, most: maxChange }

/** A chance of 0 to 1 in the augmentation section. */
const chance = { kind: 'share', min: 0, max: 1, group: 'augmentation', axis: true, arrows: { by: 'adding', step: 0.1, from: 0, least: 0, most: 1 }, told: 'images' } as const
/** A strength, by which something is changed at most. */
const strength = { kind: 'number', min: 0, group: 'augmentation', axis: true, told: 'images' } as const
const upTo = (most: number, step: number): Arrows => ({ by: 'adding', step, from: 0, least: 0, most })

/** Random changes of training images; each is a function of seed, epoch and image. What is 0 (of `randomCrop`: 1) changes nothing. */
export const augmentationSettings = {
  /** Chance that an image is mirrored left to right. */
  flip: {
    ...chance,
    flag: { name: '--flip', takes: '[p]', bare: 0.5, help: phrase('mirror training images left to right by chance; without a number, half of them'), off: phrase('mirror none') },
    label: phrase('Random flip'),
    help: phrase('Chance that a training image is mirrored left to right, so that the network sees more than there are; 0.5 is usual. The book does so in a later chapter, not here.'),
    default: 0,
    words: (share) => (share === 0 ? '' : share === 0.5 ? phrase('flipped') : phrase('flipped with chance {share}', { share })),
  },
  /** Chance that an image is turned upside down by mirroring. */
  flipVertical: {
    ...chance,
    flag: { name: '--flip-vertical', takes: '<p>', help: phrase('chance that a training image is mirrored top to bottom') },
    label: phrase('Vertical flip'),
    help: phrase('Chance that a training image is mirrored top to bottom. Sensible where up and down mean nothing, as in pictures from above; the book does not use it here.'),
    default: 0,
    words: (share) => (share === 0 ? '' : phrase('flipped vertically with chance {share}', { share })),
  },
  /** Pixels of black that are added on each side; a window of the image's own size is then cropped at random, so the image shifts by up to as many pixels. */
  cropPadding: {
    kind: 'count',
    min: 0,
    max: maxChange,
    unit: 'px',
    flag: { name: '--crop-padding', takes: '<n>', help: phrase('shift each training image by up to N pixels: padded, then cropped at random') },
    label: phrase('Random shift'),
    help: phrase('Moves each training image by up to so many pixels up or down and left or right: it is padded with black and cropped at random. 4 is usual for small colour images; the book shifts none here.'),
    group: 'augmentation',
    axis: true,
    arrows: changeArrows,
    default: 0,
    told: 'images',
    words: (pixels) => (pixels > 0 ? phrase('shifted by up to {pixels} px', { pixels }) : ''),
  },
  /** Least share of the image's area that a random crop takes, which is then resized to the whole; 1: no crop. Its sides are 3:4 to 4:3 of the image's. */
  randomCrop: {
    kind: 'share',
    above: 0,
    max: 1,
    flag: { name: '--random-crop', takes: '<p>', help: phrase('crop a part of at least this share of the area at random, and resize it to the whole; 1: do not') },
    label: phrase('Resized crop'),
    help: phrase('Takes a part of each training image of at least this share of its area, at random, and resizes it to the whole; 1 takes the whole. 0.08 is usual for photographs; the book takes patches of 224 of 256 pixels in 2012.'),
    group: 'augmentation',
    axis: true,
    arrows: { by: 'adding', step: 0.05, from: 1, least: 0.05, most: 1 },
    default: 1,
    told: 'images',
    words: (share) => (share === 1 ? '' : phrase('cropped to at least {share} of the area', { share })),
    stepCost: (value) => (value < 1 ? 'resampled' : ''),
  },
  rotation: {
    ...strength,
    max: 180,
    unit: '°',
    arrows: upTo(180, 5),
    flag: { name: '--rotation', takes: '<degrees>', help: phrase('turn training images by up to so many degrees either way') },
    label: phrase('Random rotation'),
    help: phrase('Turns training images by up to so many degrees either way; what was outside is black. 10 to 15 are usual for digits; the book turns none.'),
    default: 0,
    words: (degrees) => (degrees > 0 ? phrase('turned by up to {degrees}°', { degrees }) : ''),
    stepCost: (value) => (value > 0 ? 'resampled' : ''),
  },
  /** Largest change of size as a share: an image is scaled by a factor of 1 - scale to 1 + scale. */
  scale: {
    ...strength,
    below: 1,
    arrows: upTo(0.9, 0.05),
    flag: { name: '--random-scale', takes: '<x>', help: phrase('scale training images by a factor of 1 - x to 1 + x') },
    label: phrase('Random scale'),
    help: phrase('Makes training images larger or smaller by up to this share of their size; 0.1 is usual. The book scales none.'),
    default: 0,
    words: (share) => (share > 0 ? phrase('scaled by up to {share}', { share }) : ''),
    stepCost: (value) => (value > 0 ? 'resampled' : ''),
  },
  shear: {
    ...strength,
    max: 60,
    unit: '°',
    arrows: upTo(60, 5),
    flag: { name: '--shear', takes: '<degrees>', help: phrase('shear training images by up to so many degrees either way') },
    label: phrase('Random shear'),
    help: phrase('Slants training images by up to so many degrees either way. 10 is usual for handwriting; the book slants none.'),
    default: 0,
    words: (degrees) => (degrees > 0 ? phrase('sheared by up to {degrees}°', { degrees }) : ''),
    stepCost: (value) => (value > 0 ? 'resampled' : ''),
  },
  /** Chance that an image is turned, scaled and sheared at all. */
  geometryChance: {
    ...chance,
    flag: { name: '--geometry-chance', takes: '<p>', help: phrase('chance that an image is turned, scaled and sheared at all') },
    label: phrase('Geometry chance'),
    help: phrase('Chance that a training image is turned, scaled and sheared at all, where one of these is set; 1: every image is.'),
    default: 1,
    words: () => '',
  },
  brightness: {
    ...strength,
    max: 1,
    arrows: upTo(1, 0.05),
    flag: { name: '--brightness', takes: '<x>', help: phrase('multiply brightness by a factor of 1 - x to 1 + x') },
    label: phrase('Brightness'),
    help: phrase('Makes training images brighter or darker by up to this share; 0.4 is usual for photographs. The book shows it in a later chapter, not here.'),
    default: 0,
    words: (share) => (share > 0 ? phrase('brightness changed by up to {share}', { share }) : ''),
  },
  contrast: {
    ...strength,
    max: 1,
    arrows: upTo(1, 0.05),
    flag: { name: '--contrast', takes: '<x>', help: phrase('change contrast by a factor of 1 - x to 1 + x') },
    label: phrase('Contrast'),
    help: phrase('Changes the contrast of training images, about their mean grey, by up to this share; 0.4 is usual for photographs. The book does not use it here.'),
    default: 0,
    words: (share) => (share > 0 ? phrase('contrast changed by up to {share}', { share }) : ''),
  },
  saturation: {
    ...strength,
    max: 1,
    arrows: upTo(1, 0.05),
    flag: { name: '--saturation', takes: '<x>', help: phrase('change saturation by a factor of 1 - x to 1 + x; colour images only') },
    label: phrase('Saturation'),
    help: phrase('Makes the colours of training images stronger or weaker by up to this share; 0.4 is usual for photographs. Grey images have none.'),
    default: 0,
    words: (share) => (share > 0 ? phrase('saturation changed by up to {share}', { share }) : ''),
    stepCost: (value) => (value > 0 ? 'recoloured' : ''),
  },
  /** Largest turn of the circle of hues, as a share of the whole circle. */
  hue: {
    ...strength,
    max: 0.5,
    arrows: upTo(0.5, 0.05),
    flag: { name: '--hue', takes: '<x>', help: phrase('turn hues by up to this share of the circle of colours; colour images only') },
    label: phrase('Hue'),
    help: phrase('Turns the colours of training images by up to this share of the circle of hues; 0.1 is usual for photographs. Grey images have none.'),
    default: 0,
    words: (share) => (share > 0 ? phrase('hue turned by up to {share}', { share }) : ''),
    stepCost: (value) => (value > 0 ? 'recoloured' : ''),
  },
  /** Chance that brightness, contrast, saturation and hue of an image are changed at all. */
  colourChance: {
    ...chance,
    flag: { name: '--colour-chance', takes: '<p>', help: phrase('chance that brightness, contrast, saturation and hue of an image are changed at all') },
    label: phrase('Colour chance'),
    help: phrase('Chance that brightness, contrast, saturation and hue of a training image are changed at all, where one of these is set; 1: of every image.'),
    default: 1,
    words: () => '',
  },
  grey: {
    ...chance,
    flag: { name: '--grey', takes: '<p>', help: phrase('chance that a colour image loses its colours') },
    label: phrase('Random grey'),
    help: phrase('Chance that a colour image loses its colours, so that the network looks at shapes too; 0.1 is usual. Grey images stay as they are.'),
    default: 0,
    words: (share) => (share > 0 ? phrase('made grey with chance {share}', { share }) : ''),
  },
  /** Standard deviation of the amounts of the principal components of colour that are added, as in A. Krizhevsky et al. 2012, section 4.1. */
  pcaColour: {
    ...strength,
    max: 1,
    arrows: upTo(1, 0.05),
    flag: { name: '--pca-colour', takes: '<x>', help: phrase('add random amounts of the principal components of colour, with this deviation, as AlexNet of 2012 did with 0.1') },
    label: phrase('PCA colour'),
    help: phrase("Adds to all pixels of an image a random amount of the set's principal components of colour, as AlexNet did in 2012 with 0.1. Grey images get brighter or darker."),
    default: 0,
    words: (deviation) => (deviation > 0 ? phrase('PCA colour {deviation}', { deviation }) : ''),
  },
  /** Edge of a square that is blacked out at a random place of each image, in pixels; 0: none. */
  cutout: {
    kind: 'count',
    min: 0,
    max: maxChange,
    unit: 'px',
    flag: { name: '--cutout', takes: '<n>', help: phrase('black out a square of N pixels at a random place of each training image') },
    label: phrase('Cutout'),
    help: phrase('Blacks out a square of so many pixels at a random place of each training image, so that the network does not rely on one detail. The book does not use it.'),
    group: 'augmentation',
    axis: true,
    arrows: changeArrows,
    default: 0,
    told: 'images',
    words: (pixels) => (pixels > 0 ? phrase('{pixels} px cut out', { pixels }) : ''),
  },
  /** Chance that a rectangle of 2 to 33 % of the area, with sides of 0.3:1 to 1:0.3, is filled with black. Z. Zhong et al., "Random Erasing Data Augmentation", 2017. */
  erasing: {
    ...chance,
    flag: { name: '--erasing', takes: '<p>', help: phrase('chance that a random rectangle of a training image is erased') },
    label: phrase('Random erasing'),
    help: phrase('Chance that a rectangle of 2 to 33 % of a training image is blacked out; 0.5 is usual. The book does not use it.'),
    default: 0,
    words: (share) => (share > 0 ? phrase('erased with chance {share}', { share }) : ''),
  },
  /** Parameter alpha of the beta distribution that shares of mixed images are drawn from; 0: none is mixed. H. Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018. */
  mixup: {
    ...strength,
    max: 10,
    arrows: upTo(10, 0.1),
    flag: { name: '--mixup', takes: '<alpha>', help: phrase('mix each training image with another of its batch, and their labels too; 0.2 is usual') },
    label: 'Mixup',
    help: phrase('Mixes each training image with another of its batch, and their labels in the same shares, which are drawn from a beta distribution with this parameter; 0.2 is usual. The book does not use it.'),
    default: 0,
    words: (alpha) => (alpha > 0 ? `mixup ${alpha}` : ''),
    stepCost: (value) => (value > 0 ? 'mixed' : ''),
  },
  /** The same for pasted rectangles. S. Yun et al., "CutMix", 2019. With both, each batch is mixed in one of the two ways, by chance. */
  cutmix: {
    ...strength,
    max: 10,
    arrows: upTo(10, 0.1),
    flag: { name: '--cutmix', takes: '<alpha>', help: phrase('paste a rectangle of another image of the batch into each, and share the label by area; 1 is usual') },
    label: 'CutMix',
    help: phrase('Pastes a rectangle of another image of the batch into each training image; the label is shared by area, which is drawn from a beta distribution with this parameter; 1 is usual. The book does not use it.'),
    default: 0,
    words: (alpha) => (alpha > 0 ? `CutMix ${alpha}` : ''),
    stepCost: (value) => (value > 0 ? 'mixed' : ''),
  },
} as const satisfies Readonly<Record<string, NumberSetting>>
