// What an engine process says of a run that it does not have in hand, or has no more: never that a disk is full.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { breakLock, FolderLock } from '../../../files/folder-lock/folder-lock'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { withRunLock } from './run-lock'

const place = (): string => join(temporaryFolder(), 'lenet-relu-1')
const broken = new Error("ENOENT: no such file or directory, rename 'writing-2' -> '2'")

it('takes a run in hand that nobody has, and makes its folder', async () => {
  const folder = place()
  const work = (lock: FolderLock): Promise<string> => {
    lock.assertHeld()
    return Promise.resolve('done')
  }
  expect(await withRunLock(folder, work)).toBe('done')
  await withRunLock(folder, () => Promise.resolve()) // and gives it out of hand again
})

it('names the process that has the run in hand', async () => {
  const folder = place()
  mkdirSync(folder)
  await FolderLock.acquire(folder)
  const message = new RegExp(`^Run lenet-relu-1 is in the hands of engine process ${process.pid} on this machine \\(begun at .* by process ${process.ppid}\\)\\.$`)
  await expect(withRunLock(folder, () => Promise.resolve())).rejects.toMatchObject({ code: 'run/active', message: expect.stringMatching(message) as string, remedy: 'Stop it first, in the window or terminal that started it.' })
})

it.each<[string, (folder: string) => unknown, RegExp]>([
  ['another engine took it over', async (folder) => { breakLock(folder); await FolderLock.acquire(folder) }, /was taken over by engine process \d+ on this machine\.$/],
  ['its lock was removed', (folder) => { breakLock(folder) }, /its lock, or its folder, was removed\.$/],
  ['its folder was removed', (folder) => { rmSync(folder, { recursive: true }) }, /its lock, or its folder, was removed\.$/],
])('says so where %s, whatever failed of it', async (_, meanwhile, message) => {
  const folder = place()
  const work = async (): Promise<never> => {
    await meanwhile(folder)
    throw broken
  }
  await expect(withRunLock(folder, work)).rejects.toMatchObject({ code: 'run/lock-lost', message: expect.stringMatching(message) as string })
  await expect(withRunLock(place(), () => Promise.reject(broken))).rejects.toBe(broken)
})

it('says why the folder cannot be written', async () => {
  const folder = place()
  writeFileSync(folder, 'a file')
  await expect(withRunLock(folder, () => Promise.resolve())).rejects.toMatchObject({ code: 'run/unwritable', message: 'The folder of run lenet-relu-1 cannot be written: a part of its path is no folder.' })
})
