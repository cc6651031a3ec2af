// Where packages are made.
import { join } from 'node:path'
import { inProject } from '../scripts/setup/project.mjs'

/** Folder of all that is made. */
export const output = inProject('dist')

/** Folder of the drawn icons. */
export const iconsFolder = join(output, 'icons')
