// The near-duplicates of a data set that the lab knows: found once, then kept in the home by the set's fingerprint.
import type { DatasetId } from '@contract/data/datasets'
import { nearDuplicatesSchema, type NearDuplicates } from '@contract/data/near-duplicates'
import { join } from 'node:path'
import { z } from 'zod'
import { writeFileWhole } from '../../files/durable-file'
import { makeFolder } from '../../files/make-folder'
import { readRegular } from '../../files/regular-file'
import { knownFingerprint, loadDataset } from '../catalogue'
import { datasetsFolder } from '../stored/datasets-folder'
import { findNearDuplicates, type FoundNearDuplicates } from './find-near-duplicates'

/** Counts with whatever decides of the result: hash, thresholds, order. A file of another version is not read. */
const version = 1

/** Folder of the kept results within that of the data sets. */
const folderName = '.near-duplicates'

const indicesSchema = z.array(z.int().nonnegative())
const keptSchema = z.strictObject({ ...nearDuplicatesSchema.shape, likeTest: indicesSchema, repeated: indicesSchema })

/**
 * @param onProgress told images done of all, while they are looked for; not called where they are known
 * @throws LabError `dataset/...` where the set cannot be read
 */
export async function nearDuplicatesOf(id: DatasetId, onProgress?: (done: number, total: number) => void): Promise<FoundNearDuplicates> {
  const known = knownFingerprint(id)
  const before = known === null ? null : await kept(known)
  if (before) return before
  const dataset = await loadDataset(id, { limitTrain: null, limitTest: null })
  const afterwards = known === null ? await kept(dataset.fingerprint) : null
  if (afterwards) return afterwards
  const found = await findNearDuplicates(dataset, onProgress)
  await keep(dataset.fingerprint, found)
  return found
}

/** The same with numbers of images in the place of lists: for display. */
export function countedNearDuplicates({ likeTest, repeated, ...found }: FoundNearDuplicates): NearDuplicates {
  return { ...found, likeTest: likeTest.length, repeated: repeated.length }
}

/** Null: this process keeps nothing. */
function fileOf(fingerprint: string): string | null {
  const folder = datasetsFolder()
  return folder === null ? null : join(folder, folderName, `${fingerprint}-${version}.json`)
}

async function kept(fingerprint: string): Promise<FoundNearDuplicates | null> {
  const file = fileOf(fingerprint)
  if (file === null) return null
  try {
    return keptSchema.parse(JSON.parse(await readRegular(file, 'utf8')))
  } catch {
    return null // none was kept, or it is damaged: they are found again
  }
}

async function keep(fingerprint: string, found: FoundNearDuplicates): Promise<void> {
  const folder = datasetsFolder()
  const file = fileOf(fingerprint)
  if (folder === null || file === null) return
  try {
    await makeFolder(join(folder, folderName))
    await writeFileWhole(file, JSON.stringify(found))
  } catch {
    // Nothing is lost but time: they are found again when they are asked for again.
  }
}
