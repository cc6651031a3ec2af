// Imports a source as a data set of the lab.
import { progressInterval } from '@contract/runs/progress-interval'
import { importDataset as importOf } from '../../data/importing/import-dataset'
import { sourceFormatOf } from '../../data/sources/source-formats'
import type { Work } from './work'

/** @throws LabError `import/...`, `disk/too-little-space` */
export const importDataset: Work<'importDataset'> = async ({ paths, options, as, workFolder, decodeThread, onProgress }) => {
  const format = await sourceFormatOf(paths)
  const source = await format.open(paths, options)
  try {
    return await importOf(source, { options, as, sourceName: as?.source ?? paths.join(', '), workFolder, decodeThread, onProgress: onProgress && sometimes(onProgress) })
  } finally {
    await source.close()
  }
}

/** Passes progress on a few times a second, and at the end. */
function sometimes(tell: (done: number, total: number) => void): (done: number, total: number) => void {
  let told = -Infinity
  return (done, total) => {
    const now = performance.now()
    if (done < total && now - told < progressInterval) return
    told = now
    tell(done, total)
  }
}
