// Opens the network that a run's settings name: one of the zoo, a list of layers, or one from a file of which the lab keeps a copy.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import { networkFileName, type NetworkFile, type NetworkSettings } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import { readRegular } from '../files/regular-file'
import { readModel } from '../onnx/reading/read-model'
import type { Shape } from '../onnx/tensor'
import { trainableNetwork } from './from-file/network-from-model'
import { listedNetwork } from './listed-network'
import type { Network } from './network'

/** Makes a network for images of shape [N, C, H, W] and a number of classes. */
export type NetworkMaker = (images: Shape, classes: number) => Network

/**
 * @param folder absolute path of the folder that holds the copies of files
 * @throws LabError `network/file-missing` where the copy of a file is missing or has changed
 */
export async function openNetwork(settings: NetworkSettings, folder: string): Promise<NetworkMaker> {
  switch (settings.kind) {
    case 'zoo':
    case 'layers':
      return (images, classes) => listedNetwork(settings, images, classes)
    case 'file': {
      const { file } = settings
      const stored = readModel(await bytesOf(file, join(folder, networkFileName(file))))
      return (images, classes) => trainableNetwork(stored, file.name, images, { classes, weights: file.weights, output: file.output ?? null })
    }
  }
}

async function bytesOf(file: NetworkFile, path: string): Promise<Uint8Array> {
  const missing = (message: string, options?: ErrorOptions): LabError =>
    new LabError('network/file-missing', message, phrase('Train from the file again, if you still have it.'), options)
  const bytes = await readRegular(path).catch((error: unknown) => {
    throw missing(phrase("The lab's copy of {file} cannot be read.", { file: file.name }), { cause: error })
  })
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) throw missing(phrase("The lab's copy of {file} was changed.", { file: file.name }))
  return bytes
}
