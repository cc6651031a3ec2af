// A process is alive while it gives signs of life, under a number that nobody else has taken over.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { openDirectStore } from '../store/direct-store'
import { isAlive } from '../store/owner-store'
import { Ownership } from './ownership'
import { temporaryFolder } from '../testing/samples'

const now = Date.now()
const alone: readonly string[] = []

it('is alive with a number that exists and a recent sign of life', () => {
  expect(isAlive({ id: 'parent', pid: process.ppid, seenAt: now - 20_000 }, now, alone)).toBe(true)
})

it('is dead where its number is gone, or has been given to another process since', () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  expect(isAlive({ id: 'gone', pid, seenAt: now }, now, alone)).toBe(false)
  expect(isAlive({ id: 'reused', pid: process.ppid, seenAt: now - 3_600_000 }, now, alone)).toBe(false)
  expect(isAlive({ id: 'former me', pid: process.pid, seenAt: now }, now, alone)).toBe(false)
})

it.skipIf(process.platform !== 'linux')('is dead once it has ended, though its parent has not asked how', async () => {
  // The shell's first command ends; the second one takes the shell's place and never asks for it.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 30'])
  onTestFinished(() => void parent.kill())
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const ended = { id: 'ended', pid: Number(line.toString()), seenAt: Date.now() }
  await expect.poll(() => isAlive(ended, Date.now(), alone)).toBe(false)
  expect(() => process.kill(ended.pid, 0)).not.toThrow()
})

it('is entered in the store while it lives, and leaves it at its end', async () => {
  const store = await openDirectStore(temporaryFolder())
  onTestFinished(() => store.close())
  const ownership = await Ownership.enter(store)
  expect(await store.owners.list()).toMatchObject([{ id: ownership.id, pid: process.pid }])
  expect((await store.owners.list()).every((owner) => isAlive(owner, Date.now(), [ownership.id]))).toBe(true)
  await ownership.close()
  expect(await store.owners.list()).toEqual([])
})
