// The id of a user's data set: made of its title and its content, so that one id means one content on every machine.
import type { DatasetId } from '@contract/data/datasets'

const longestSlug = 60

/** A title in small letters, digits and hyphens; accents are left out. */
export function datasetSlug(title: string): string {
  const slug = title.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  return slug.slice(0, longestSlug).replace(/-$/, '') || 'set'
}

/** @param fingerprint hexadecimal */
export const importedId = (title: string, fingerprint: string): DatasetId => `${datasetSlug(title)}-${fingerprint.slice(0, 8)}`
