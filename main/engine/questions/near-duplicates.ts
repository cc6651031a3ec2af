// Looks for the near-duplicates of a data set, or for what was found before.
import { countedNearDuplicates, nearDuplicatesOf } from '../../data/near-duplicates/near-duplicates-of'
import type { Work } from './work'

/** @throws LabError `dataset/...` */
export const nearDuplicates: Work<'nearDuplicates'> = async ({ dataset, onProgress }) => countedNearDuplicates(await nearDuplicatesOf(dataset, onProgress))
