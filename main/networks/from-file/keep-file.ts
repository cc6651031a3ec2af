// Takes a network's file into the lab: one self-contained copy, under the SHA-256 of its bytes.
import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ImportedNetwork } from '@contract/models/imported-network'
import { writeFileWhole } from '../../files/durable-file'
import { makeFolderNow } from '../../files/make-folder'
import { embedded } from '../../onnx/reading/embedding'
import { externalDataIn } from '../../onnx/reading/external-data'
import { readModel } from '../../onnx/reading/read-model'
import { DYNAMIC } from '../../onnx/tensor'
import { networkFileName } from '../open-network'
import { ownImageSize } from './image-layout'
import { networkFromModel } from './network-from-model'
import { readFileAs } from './read-network-file'

/** Height and width at which a network that takes images of any size is checked. */
const someSize = 224

/**
 * Checks that the engine can take the network, and writes the copy.
 * @param folder absolute path of the folder that holds the copies; made where it is missing
 * @throws LabError `onnx/...`
 */
export async function keepFile(path: string, folder: string): Promise<ImportedNetwork> {
  const bytes = await readFileAs(path, (stored) => embedded(stored, externalDataIn(dirname(path))))
  const model = readModel(bytes)
  const [channels = DYNAMIC, height = DYNAMIC, width = DYNAMIC] = ownImageSize(model)
  const open = (size: number): number | null => (size === DYNAMIC ? null : size)
  const shape = [1, open(channels) ?? 1, open(height) ?? someSize, open(width) ?? someSize]
  const { network } = networkFromModel(model, basename(path), shape)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const copy = join(folder, networkFileName({ sha256 }))
  makeFolderNow(folder)
  const isThere = await access(copy).then(() => true, () => false)
  if (!isThere) await writeFileWhole(copy, bytes)
  return { name: basename(path), sha256, channels: open(channels), height: open(height), width: open(width), classes: network.logits.shape[1] ?? 0 }
}
