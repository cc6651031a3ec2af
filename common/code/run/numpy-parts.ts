// Parts of a run's program that are the same in every framework, in NumPy: reading a data set of the lab, dividing it, weights of classes, mixing a batch.
import { isMixed } from '@contract/data/augmentation'
import { storedDatasetFiles } from '@contract/data/stored-dataset'
import { atomText } from '../python/format'
import type { RunToWrite } from './run-to-write'

/** Where an image has its channels. */
export type Layout = 'channels first' | 'channels last'

/** The function `stored`, which reads a part of a set that the lab keeps. */
export function storedFunction({ dataset: { channels, height, width } }: RunToWrite, layout: Layout): string {
  const isFirst = layout === 'channels first'
  return [
    'def stored(first, count):',
    `    """Images [N, ${isFirst ? 'channels, height, width' : 'height, width, channels'}] and labels of a part of the set."""`,
    `    images = np.memmap(FOLDER / "${storedDatasetFiles.images}", np.uint8, "r",`,
    `                       offset=first * ${channels * height * width},`,
    `                       shape=(count, ${channels}, ${height}, ${width}))`,
    `    labels = np.fromfile(FOLDER / "${storedDatasetFiles.labels}", "<u2", count,`,
    '                         offset=2 * first)',
    `    return ${isFirst ? 'images' : 'np.moveaxis(images, 1, -1)'}, labels.astype(np.int64)`,
  ].join('\n')
}

/** The arguments of `stored` for a part of the set; limits cut it. */
export function storedPart({ spec: { dataset: { limitTrain, limitTest } }, dataset: { trainImages, validationImages, testImages } }: RunToWrite, part: 'train' | 'validation' | 'test'): string {
  const { first, count, limit } = {
    train: { first: 0, count: trainImages, limit: limitTrain },
    validation: { first: trainImages, count: validationImages, limit: null },
    test: { first: trainImages + validationImages, count: testImages, limit: limitTest },
  }[part]
  return `stored(${first}, ${Math.min(count, limit ?? count)})`
}

/** The function `divided`, which keeps a share of each class for validation. */
export const dividedFunction = ({ spec }: RunToWrite): string => `def divided(labels):
    """Indices to train on, and those of a share of each class."""
    rng = np.random.default_rng(SEED)
    held = []
    for label in np.unique(labels):
        images = rng.permutation(np.flatnonzero(labels == label))
        held.extend(images[:round(${atomText(spec.dataset.validationShare)} * len(images))])
    return np.setdiff1d(np.arange(len(labels)), held), np.sort(held)`

/** The function `class_weights`, by which rare classes count for more. */
export const weightsFunction = ({ dataset: { classes } }: RunToWrite): string => `def class_weights(labels):
    """Weights by which all classes count the same in the loss."""
    counts = np.bincount(labels, minlength=${classes.length})
    present = (counts > 0).sum()
    weights = len(labels) / (present * np.maximum(counts, 1))
    return np.where(counts > 0, weights, 0).astype(np.float32)`

/** The function `balanced_order`: indices of an epoch in which all classes come equally often. */
export const balancedFunction = `def balanced_order(labels, rng):
    """Indices of an epoch that has all classes equally often."""
    present = np.unique(labels)
    count = -(-len(labels) // len(present))
    drawn = []
    for label in present:
        images = rng.permutation(np.flatnonzero(labels == label))
        drawn.extend(np.resize(images, count))
    return rng.permutation(drawn)[:len(labels)]`

/** The function `mixed`, which mixes each image of a batch with another; null where the run mixes none. @param isWhole whether images are uint8 */
export function mixedFunction({ spec: { augmentation } }: RunToWrite, layout: Layout, isWhole: boolean): string | null {
  if (!isMixed(augmentation)) return null
  const { mixup, cutmix } = augmentation
  const [sides, places] = layout === 'channels first' ? ['2:', ':, :, '] : ['1:3', ':, ']
  const blend = isWhole
    ? ['images = np.rint(share * images + (1 - share) * images[order])', 'images = images.astype(np.uint8)']
    : ['images = share * images + (1 - share) * images[order]']
  const paste = [
    `height, width = images.shape[${sides}]`,
    'row, column = rng.integers(height), rng.integers(width)',
    'rows, columns = (int(side * (1 - share) ** 0.5)',
    '                 for side in (height, width))',
    'top, bottom = np.clip([row - rows // 2, row + rows // 2], 0, height)',
    'left, right = np.clip([column - columns // 2, column + columns // 2],',
    '                      0, width)',
    'pasted = images.copy()',
    `pasted[${places}top:bottom, left:right] = (`,
    `    images[order][${places}top:bottom, left:right])`,
    'images = pasted',
    'share = 1 - (bottom - top) * (right - left) / (height * width)',
  ]
  const drawn = (alpha: number): string => `share = rng.beta(${atomText(alpha)}, ${atomText(alpha)})`
  const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`)
  const ways = mixup > 0 && cutmix > 0 ? ['if rng.random() < 0.5:', ...indented([drawn(mixup), ...blend]), 'else:', ...indented([drawn(cutmix), ...paste])] : mixup > 0 ? [drawn(mixup), ...blend] : [drawn(cutmix), ...paste]
  return ['def mixed(images, labels, rng):', '    """A batch mixed with itself: images, labels of partners, own share."""', ...indented(['order = rng.permutation(len(images))', ...ways, 'return images, labels[order], share'])].join('\n')
}
