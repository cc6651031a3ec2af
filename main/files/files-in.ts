// The names of the plain files in a folder, in an order of their own.
import { readdir } from 'node:fs/promises'

/** @throws as `fs` does */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name).sort()
}
