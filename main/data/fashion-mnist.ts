// Fashion-MNIST, which ships with the lab (resources/datasets/fashion-mnist/SOURCE.md says where it comes from).
import type { DatasetInfo } from '@contract/data/datasets'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { labelledImages, type ImageDataset, type LabelledImages } from './dataset'
import { readIdx, readIdxStart, type IdxExpectation } from './idx'

export const fashionMnist: DatasetInfo = {
  id: 'fashion-mnist',
  title: 'Fashion-MNIST',
  description: 'Grey-scale pictures of articles of clothing in ten classes, 28×28 pixels.',
  licence: 'MIT, © 2017 Zalando SE',
  source: 'https://github.com/zalandoresearch/fashion-mnist',
  trainImages: 60_000,
  testImages: 10_000,
  height: 28,
  width: 28,
  channels: 1,
  classes: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
}

/** The published files, by name, with the SHA-256 of their unpacked contents. */
export const fashionMnistFiles = {
  'train-images-idx3-ubyte.gz': { rank: 3, sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888' },
  'train-labels-idx1-ubyte.gz': { rank: 1, sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9' },
  't10k-images-idx3-ubyte.gz': { rank: 3, sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b' },
  't10k-labels-idx1-ubyte.gz': { rank: 1, sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34' },
} as const satisfies Record<string, IdxExpectation>

/** Of the published set; loading refuses any other content. */
export const fashionMnistFingerprint = createHash('sha256')
  .update(Object.values(fashionMnistFiles).map(({ sha256 }) => sha256).join())
  .digest('hex')

/**
 * Reads the four files from a folder and checks that they are the published ones.
 * @throws LabError as `readIdx` and `labelledImages` do
 */
export async function loadFashionMnist(folder: string): Promise<ImageDataset<Uint8Array>> {
  const read = (name: keyof typeof fashionMnistFiles) => readIdx(join(folder, name), fashionMnistFiles[name])
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    read('train-images-idx3-ubyte.gz'),
    read('train-labels-idx1-ubyte.gz'),
    read('t10k-images-idx3-ubyte.gz'),
    read('t10k-labels-idx1-ubyte.gz'),
  ])
  return {
    info: fashionMnist,
    train: labelledImages(fashionMnist, trainImages, trainLabels),
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
