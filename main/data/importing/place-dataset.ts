// Where imported sets lie: a set that is there already is recognised, a new one takes its place in one step, and facts of a removed one are not lost on the way.
import { phrase } from '@language/phrase'
import type { DatasetId } from '@contract/data/datasets'
import type { StoredDataset } from '@contract/data/stored-dataset'
import { LabError } from '@contract/problem'
import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder } from '../../files/durable-file'
import { forgetStoredDatasets, storedDatasetFolder, storedDatasets } from '../stored/stored-datasets'

/** Beginning of the name of a folder that waits in a work folder until another one has taken its place. */
export const replacedPrefix = 'replaced-'

/**
 * The id of a set of the same content whose images are there; null: there is none.
 * @param isKnown a known set has an id of its own, which specs of other machines name: another set of the same images does not stand for it
 */
export function sameDataset({ info: { id }, fingerprint }: StoredDataset, isKnown: boolean): DatasetId | null {
  const same = storedDatasets().filter((stored) => stored.fingerprint === fingerprint && stored.removedAt === null && (!isKnown || stored.info.id === id))
  return (same.find(({ info }) => info.id === id) ?? same[0])?.info.id ?? null
}

/**
 * Gives a sealed folder its name among the sets.
 * @param workFolder gets the folder of a removed set of this name
 * @throws LabError `import/other-content`; as `fs` does
 */
export async function placeDataset(folder: string, { info: { id } }: StoredDataset, workFolder: string): Promise<void> {
  const place = storedDatasetFolder(id)
  if (place === null) throw new Error('no folder of data sets was named')
  forgetStoredDatasets()
  if (storedDatasets().some(({ info, removedAt }) => info.id === id && removedAt === null)) {
    throw otherContent(id)
  }
  if (existsSync(place)) await rename(place, join(workFolder, `${replacedPrefix}${id}`))
  await rename(folder, place)
  await syncFolder(dirname(place))
  forgetStoredDatasets()
}

/** The error for a set whose name another one has. */
export function otherContent(id: DatasetId): LabError {
  return new LabError('import/other-content', phrase('There is a data set {id} already, and its images are others.', { id }), phrase('Remove it first.'))
}
