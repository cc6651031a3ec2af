// The folder of a run in the hands of this engine process, from the first look at its checkpoints to the last event.
import { basename } from 'node:path'
import { phrase } from '@language/phrase'
import { heldCode, LabError, lockLostCode } from '@contract/problem'
import { fileTrouble, writingRemedy } from '../../../files/file-trouble'
import { FolderHeld, FolderLock, LockLost } from '../../../files/folder-lock/folder-lock'
import { heldWords, lostWords } from '../../../files/folder-lock/holder-words'
import { makeFolder } from '../../../files/make-folder'

/** Does work while no other process writes into a run's folder. @throws LabError `run/active`, `run/lock-lost`, `run/unwritable`; what the work throws */
export async function withRunLock<Result>(folder: string, work: (lock: FolderLock) => Promise<Result>): Promise<Result> {
  const run = basename(folder)
  const lock = await acquired(folder, run)
  try {
    return await work(lock)
  } catch (error) {
    if (error instanceof LockLost) throw lostError(run, error)
    try {
      lock.assertHeld()
    } catch (lost) {
      // What the work met, as a folder that is gone, came of that.
      if (lost instanceof LockLost) throw lostError(run, lost)
    }
    throw error
  } finally {
    lock.release()
  }
}

async function acquired(folder: string, run: string): Promise<FolderLock> {
  try {
    await makeFolder(folder)
    return await FolderLock.acquire(folder)
  } catch (error) {
    if (!(error instanceof FolderHeld)) throw new LabError('run/unwritable', phrase('The folder of run {run} cannot be written: {fileTrouble}.', { run, fileTrouble: fileTrouble(error) }), writingRemedy(error, phrase('resume the run')), { cause: error })
    const { message, remedy } = heldWords(run, error.holder)
    throw new LabError(heldCode, message, remedy, { cause: error })
  }
}

function lostError(run: string, lost: LockLost): LabError {
  const { message, remedy } = lostWords(run, lost.successor)
  return new LabError(lockLostCode, message, remedy, { cause: lost })
}
