// Makes a folder with its parents.
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder, and its parents, where they are missing.
 * Not mkdir's own `recursive`: in folders that answer ENOENT to everything, such as /proc, Node 20 tries that for ever.
 * @throws as `fs` does
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!existsSync(folder)) throw error // else another process was first
  }
}
