// Takes a network's file into the lab: one self-contained copy, under the SHA-256 of its bytes.
import { createHash } from 'node:crypto'
import { rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ImportedNetwork } from '@contract/models/imported-network'
import { networkFileName } from '@contract/models/networks'
import { writeFileWhole } from '../../files/durable-file'
import { makeFolderNow } from '../../files/make-folder'
import { readRegular } from '../../files/regular-file'
import { embedded } from '../../onnx/reading/embedding'
import { externalDataBeside } from '../../onnx/reading/external-data'
import { readModel } from '../../onnx/reading/read-model'
import type { StoredModel } from '../../onnx/stored-model'
import { DYNAMIC } from '../../onnx/tensor'
import { ownImageSize } from './image-layout'
import { networkFromModel, type FileNetwork } from './network-from-model'
import { readFileAs } from './read-network-file'

/** Height and width at which a network that takes images of any size is checked. */
const someSize = 224

/** A file as the lab would keep it. */
export interface FileToKeep {
  /** Without its folder. */
  readonly name: string
  /** Self-contained: tensors of other files are in it. */
  readonly bytes: Uint8Array
  readonly model: StoredModel
}

/** @throws LabError `onnx/...` where it is no ONNX file, or one that cannot be read */
export async function readFileToKeep(path: string): Promise<FileToKeep> {
  const bytes = await readFileAs(path, (stored) => embedded(stored, externalDataBeside(path)))
  return { name: basename(path), bytes, model: readModel(bytes) }
}

/** The network of a file, for images of its own size. @throws LabError `onnx/...` where the engine cannot take it */
export function networkToKeep({ name, model }: FileToKeep): FileNetwork {
  const [channels, height, width] = openSizes(model)
  return networkFromModel(model, name, [1, channels ?? 1, height ?? someSize, width ?? someSize])
}

/**
 * Writes the copy of a file, unless it is there whole: a damaged copy is replaced, whatever stands in its place.
 * @param folder absolute path of the folder that holds the copies; made where it is missing
 */
export async function keepFile({ name, bytes, model }: FileToKeep, { network, output, notes }: FileNetwork, folder: string): Promise<ImportedNetwork> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const copy = join(folder, networkFileName({ sha256 }))
  makeFolderNow(folder)
  if (!(await isWhole(copy, sha256))) {
    await makeWay(copy)
    await writeFileWhole(copy, bytes)
  }
  const [channels, height, width] = openSizes(model)
  return { name, sha256, channels, height, width, classes: network.logits.shape[1] ?? 0, outputs: [...model.graph.outputs], output, notes: [...notes] }
}

async function isWhole(copy: string, sha256: string): Promise<boolean> {
  try {
    return createHash('sha256').update(await readRegular(copy)).digest('hex') === sha256
  } catch {
    return false // missing, or no file: it is written
  }
}

/** Sets a folder aside that stands where a file is to be written: a file would be replaced, a folder is not. */
async function makeWay(path: string): Promise<void> {
  const facts = await stat(path).catch(() => null)
  if (facts?.isDirectory()) await rename(path, `${path}.aside-${Date.now()}`)
}

/** Channels, height and width of a model's images; null where any fits. */
function openSizes(model: StoredModel): readonly [number | null, number | null, number | null] {
  const [channels = DYNAMIC, height = DYNAMIC, width = DYNAMIC] = ownImageSize(model)
  const open = (size: number): number | null => (size === DYNAMIC ? null : size)
  return [open(channels), open(height), open(width)]
}
