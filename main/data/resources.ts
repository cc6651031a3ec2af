// Finds the files that ship with the lab, wherever its code runs: from sources, bundled, or packaged.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unpacked } from '../files/packaged-lab'

/** Whether a folder is the root of the lab: its package.json has the lab's name. */
function isLabRoot(folder: string): boolean {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return false
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  return typeof content === 'object' && content !== null && 'name' in content && content.name === 'cnn-lab'
}

/**
 * The folder of the lab's package.json, searched from `start` upwards; only a few small files are read, however much the lab holds.
 *
 * @param start by default the folder of the running code
 * @throws LabError `resources/missing`
 */
export function labFolder(start = unpacked(dirname(fileURLToPath(import.meta.url)))): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isLabRoot(folder)) return folder
    if (folder === dirname(folder)) throw new LabError('resources/missing', phrase('No resources of the lab lie above {start}.', { start }), phrase('Install the lab again.'))
  }
}

/** The folder `resources` of the lab. @throws LabError `resources/missing` */
export function resourcesFolder(start?: string): string {
  return join(labFolder(start), 'resources')
}
