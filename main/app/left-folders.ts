// Folders that windows on read-only homes have borrowed from the temporary folder: whose they are, and the end of those whose window was killed.
import { lstatSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { processIdentitySchema, stateOf, thisProcess, type ProcessIdentity } from '../files/folder-lock/process-identity'
import { readRegularNow } from '../files/regular-file'
import { borrowedPrefix } from './borrowed-folder'

const ownerFile = 'owner.json'
const ownerSchema = z.strictObject({ version: z.literal(1), ...processIdentitySchema.shape })

/** Milliseconds that a folder may be without an owner: its window has yet to say who it is. */
const ownerPatience = 24 * 60 * 60 * 1000

/** Says that a folder is this process's, and removes what killed ones have left beside it. @param folder as `borrowFolder` has made it */
export function keepBorrowed(folder: string): void {
  writeFileSync(join(folder, ownerFile), JSON.stringify({ version: 1, ...thisProcess() }))
  const place = dirname(folder)
  for (const name of readdirSync(place)) {
    if (name.startsWith(borrowedPrefix) && name !== basename(folder)) removeIfLeft(join(place, name))
  }
}

function removeIfLeft(folder: string): void {
  try {
    const facts = lstatSync(folder)
    if (!facts.isDirectory() || facts.uid !== (process.getuid?.() ?? facts.uid)) return // another user's
    const owner = ownerOf(folder)
    const isLeft = owner ? stateOf(owner) === 'gone' : Date.now() - facts.mtimeMs > ownerPatience
    if (isLeft) rmSync(folder, { recursive: true, force: true })
  } catch {
    // Another window removes it now, or has it open.
  }
}

/** Null where the folder does not say. */
function ownerOf(folder: string): ProcessIdentity | null {
  try {
    return ownerSchema.parse(JSON.parse(readRegularNow(join(folder, ownerFile), 'utf8')))
  } catch {
    return null
  }
}
