// Fashion-MNIST read once for all tests of a process: to unpack and check it takes half a second, and a new home would get a copy of its 55 MB.
import { fashionMnistFolder, registerDataset } from '../catalogue'
import type { ImageDataset } from '../dataset'
import { fashionMnist, fashionMnistFingerprint, loadFashionMnist, loadFirstOfFashionMnist } from '../fashion-mnist'

let whole: Promise<ImageDataset<Uint8Array>> | null = null

/** Everything, whatever is wanted of it: the catalogue cuts it. With limits, it is read from the files that ship with the lab and not from a copy. */
const read = (): Promise<ImageDataset<Uint8Array>> => (whole ??= loadFashionMnist(fashionMnistFolder(), { limitTrain: fashionMnist.trainImages, limitTest: fashionMnist.testImages }))

/** From now on the catalogue gives the same images to all who load the set: they must leave them as they are. */
export function readFashionMnistOnce(): void {
  registerDataset(fashionMnist, { load: read, loadFirst: (count) => loadFirstOfFashionMnist(fashionMnistFolder(), count), fingerprint: fashionMnistFingerprint })
}
