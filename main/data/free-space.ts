// Room on the disk, which is looked at before something large is written.
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { statfs } from 'node:fs/promises'

/** Bytes that are left free for everything else, the store first. */
const reserve = 64e6

/** Free bytes on the disk of a folder that exists, for this user. @throws as `fs` does */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/**
 * @param folder exists
 * @param what that is to be written, as a sentence begins: `The data set`
 * @throws LabError `disk/too-little-space`
 */
export async function assertFreeSpace(folder: string, bytes: number, what: string): Promise<void> {
  const free = await freeBytes(folder)
  if (bytes + reserve <= free) return
  const message = phrase("{what} takes {bytes}, but the disk of the lab's files has {free} free, of which {kept} are kept for everything else.", { what, bytes: formatBytes(bytes), free: formatBytes(free), kept: formatBytes(Math.min(reserve, free)) })
  throw new LabError('disk/too-little-space', message, phrase('Free some space on that disk, or choose smaller images.'))
}
