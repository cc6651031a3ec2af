// Fashion-MNIST, which ships with the lab (resources/datasets/fashion-mnist/SOURCE.md says where it comes from).
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { labelledImages, type DatasetLimits, type ImageDataset, type LabelledImages } from './dataset'
import { readIdx, readIdxStart, type IdxExpectation } from './sources/idx/read-idx'
import { readThroughCopy } from './sources/idx/unpacked-copy'

export const fashionMnist: DatasetInfo = {
  id: 'fashion-mnist',
  title: 'Fashion-MNIST',
  description: phrase('Grey-scale pictures of articles of clothing in ten classes, 28×28 pixels.'),
  licence: 'MIT, © 2017 Zalando SE',
  source: 'https://github.com/zalandoresearch/fashion-mnist',
  trainImages: 60_000,
  validationImages: 0,
  testImages: 10_000,
  height: 28,
  width: 28,
  channels: 1,
  classes: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  mean: [0.286_040_596_988_795_5],
  deviation: [0.353_024_244_514_924_5],
  colour: null,
}

/** The published files, by name, with the SHA-256 of their unpacked contents and of the files that ship with the lab. */
export const fashionMnistFiles = {
  'train-images-idx3-ubyte.gz': {
    rank: 3,
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    packedSha256: 'b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7',
  },
  'train-labels-idx1-ubyte.gz': {
    rank: 1,
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    packedSha256: '0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056',
  },
  't10k-images-idx3-ubyte.gz': {
    rank: 3,
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    packedSha256: 'cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa',
  },
  't10k-labels-idx1-ubyte.gz': {
    rank: 1,
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    packedSha256: '8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05',
  },
} as const satisfies Record<string, IdxExpectation>

/** Of the published set; loading refuses any other content. */
export const fashionMnistFingerprint = createHash('sha256')
  .update(Object.values(fashionMnistFiles).map(({ sha256 }) => sha256).join())
  .digest('hex')

/**
 * Reads the four files from a folder and checks that they are the published ones.
 * @param limits images to read, the first of each part
 * @throws LabError as `readIdx` and `labelledImages` do
 */
export async function loadFashionMnist(folder: string, { limitTrain, limitTest }: DatasetLimits): Promise<ImageDataset<Uint8Array>> {
  const read = (name: keyof typeof fashionMnistFiles, limit: number | null) => {
    const [path, expected] = [join(folder, name), fashionMnistFiles[name]]
    return limit === null ? readThroughCopy(path, expected) : readIdx(path, expected, limit)
  }
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    read('train-images-idx3-ubyte.gz', limitTrain),
    read('train-labels-idx1-ubyte.gz', limitTrain),
    read('t10k-images-idx3-ubyte.gz', limitTest),
    read('t10k-labels-idx1-ubyte.gz', limitTest),
  ])
  return {
    info: fashionMnist,
    train: labelledImages(fashionMnist, trainImages, trainLabels),
    validation: null,
    test: labelledImages(fashionMnist, testImages, testLabels),
  }
}

/**
 * Reads only the first training images; whether the files are the published ones is not checked.
 * @throws LabError as `readIdxStart` and `labelledImages` do
 */
export async function loadFirstOfFashionMnist(folder: string, count: number): Promise<LabelledImages<Uint8Array>> {
  const read = (name: keyof typeof fashionMnistFiles) => readIdxStart(join(folder, name), fashionMnistFiles[name], count)
  const [images, labels] = await Promise.all([read('train-images-idx3-ubyte.gz'), read('train-labels-idx1-ubyte.gz')])
  return labelledImages(fashionMnist, images, labels)
}
