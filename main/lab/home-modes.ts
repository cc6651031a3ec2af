// Keeps the home folder from other users of the machine: who may write there can put a network, a checkpoint or a run of their own in the place of the user's.
import { chmodSync, statSync } from 'node:fs'
import { log, logTrouble } from '../log/log'
import { privateMode } from '../files/make-folder'

/** Bits of a mode: every user may write; nobody may remove the files of others (https://man7.org/linux/man-pages/man7/inode.7.html). */
const [othersWrite, sticky] = [0o002, 0o1000]

/**
 * The mode that a home folder shall have: the lab's own folder is the user's alone; of one that the user has chosen, and perhaps shares with a group on purpose, only
 * the right of everybody to write is taken.
 * @param mode permissions that it has, without the kind of file
 */
export function homeMode(mode: number, isOurs: boolean): number {
  if (isOurs) return mode & privateMode
  return (mode & sticky) === 0 ? mode & ~othersWrite : mode
}

/**
 * Takes rights to the home folder from other users, where it is there and the system has such modes. New homes are made private.
 * @param options `isOurs`: it is the platform's folder for the lab, and not one that the user has named
 */
export function closeToOthers(home: string, { isOurs }: { readonly isOurs: boolean }): void {
  if (process.platform === 'win32') return // a profile belongs to its user there, by lists of rights that a new folder inherits
  try {
    const stats = statSync(home, { throwIfNoEntry: false })
    if (!stats?.isDirectory() || stats.uid !== process.getuid?.()) return
    const mode = stats.mode & 0o7777
    const wanted = homeMode(mode, isOurs)
    if (wanted === mode) return
    chmodSync(home, wanted)
    log('info', 'home', 'closed to others', { from: mode.toString(8), to: wanted.toString(8) })
  } catch (error) {
    logTrouble('home', 'not closed to others', error) // a disk that can only be read, or one without modes: whoever opens the home says what is wrong with it
  }
}
