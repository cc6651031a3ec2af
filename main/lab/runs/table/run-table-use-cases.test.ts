// Deletion of runs and checkpoints with their files: undone until the lab closes, for good afterwards and after a crash; clean-up by age and size.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newestFirstChoice } from '@contract/runs/run-query'
import { expect, it, onTestFinished, vi } from 'vitest'
import { FolderLock } from '../../../files/folder-lock/folder-lock'
import { Lab } from '../../lab'
import { openDirectStore } from '../../store/direct-store'
import { Store } from '../../store/store'
import { FakeLauncher } from '../../testing/fake-launcher'
import { makeManyRuns } from '../../testing/many-runs'
import { sampleSpec, temporaryFolder } from '../../testing/samples'

async function openLab(home: string): Promise<Lab> {
  const lab = await Lab.open({ home, launcher: new FakeLauncher(), openStore: openDirectStore })
  onTestFinished(() => lab.close())
  return lab
}

/** A home with ten runs, each with checkpoints of 1,000 and 2,000 bytes. */
async function labWithRuns() {
  const home = temporaryFolder()
  makeManyRuns(home, 10, 1)
  const lab = await openLab(home)
  const ids = await lab.runTable.runIds(newestFirstChoice, 0, 100)
  for (const id of ids) {
    for (const [name, bytes] of [['step-000000010-epoch-1', 1000], ['step-000000020-epoch-2', 2000]] as const) {
      const folder = join(lab.folders.run(id), 'checkpoints', name)
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'parameters.safetensors'), Buffer.alloc(bytes))
    }
  }
  const [first = '', second = ''] = ids
  return { home, lab, ids, first, second }
}

const listed = (lab: Lab): Promise<readonly string[]> => lab.runTable.runIds(newestFirstChoice, 0, 100)
const checkpointsOf = (lab: Lab, id: string): readonly string[] => readdirSync(join(lab.folders.run(id), 'checkpoints')).sort()

it('deletes runs with their files so that they can be put back', async () => {
  const { lab, ids, first, second } = await labWithRuns()
  expect(await lab.runTable.deleteRuns([first, second])).toEqual({ deleted: expect.arrayContaining([first, second]) as string[], kept: [], bytes: 2_000_017 })
  expect(await listed(lab)).toEqual(ids.slice(2))
  await vi.waitFor(() => { expect(existsSync(lab.folders.run(second))).toBe(false) })
  await lab.runTable.putBackRuns([first, '../../etc'])
  expect(await listed(lab)).toContain(first)
  expect(checkpointsOf(lab, first)).toHaveLength(2)
  expect(await lab.runTable.deletedRuns()).toBe(1)
  await lab.runTable.deleteForGood()
  expect(await lab.runTable.deletedRuns()).toBe(0)
  expect(readdirSync(lab.folders.trash)).toEqual([])
})

it('keeps a run that another process has in hand, and says which one: by the store, or by the lock in its folder where the store takes the process for dead', async () => {
  const { home, lab, first, second } = await labWithRuns()
  const other = new Store(home)
  onTestFinished(() => { other.close() })
  other.owners.renew({ id: 'other', pid: process.ppid, seenAt: Date.now() })
  const { id } = other.runs.create(sampleSpec(), '', 'other')
  const lock = await FolderLock.acquire(lab.folders.run(second))
  const before = readdirSync(lab.folders.run(second))
  const remedy = 'Stop it first, in the window or terminal that started it.'
  const { deleted, kept } = await lab.runTable.deleteRuns([first, second, id])
  expect([deleted, kept.map(({ id }) => id).sort()]).toEqual([[first], [id, second].sort()])
  expect(kept.find((run) => run.id === id)?.holder).toEqual({ message: `Run ${id} is going on, in the hands of process ${process.ppid}.`, remedy })
  expect(kept.find((run) => run.id === second)?.holder).toEqual({ message: expect.stringContaining(`Run ${second} is in the hands of engine process ${process.pid} on this machine (begun at `) as string, remedy })
  expect(readdirSync(lab.folders.run(second))).toEqual(before)
  expect(await listed(lab)).toEqual(expect.arrayContaining([second, id]))

  const plan = await lab.runTable.planCleanUp({ target: 'older-checkpoints', olderThanDays: null, atLeastBytes: null })
  expect(plan.items.map((item) => item.id)).not.toContain(second)
  await lab.runTable.cleanUpCheckpoints([second], 'checkpoints')
  expect(checkpointsOf(lab, second)).toHaveLength(2)
  lock.release()
  expect(await lab.runTable.deleteRuns([second])).toMatchObject({ deleted: [second], kept: [] })
})

it('deletes for good when the lab closes', async () => {
  const { home, lab, ids, first } = await labWithRuns()
  await lab.runTable.deleteRuns([first])
  await lab.close()
  expect(existsSync(join(home, 'runs', first))).toBe(false)
  expect(readdirSync(join(home, 'trash'))).toEqual([])
  expect(await listed(await openLab(home))).toEqual(ids.slice(1))
})

it('deletes for good at the next start what a lab that crashed had deleted, wherever its files were left', async () => {
  const home = temporaryFolder()
  makeManyRuns(home, 3, 1)
  const crashed = new Store(home)
  crashed.owners.renew({ id: 'crashed', pid: 2 ** 30, seenAt: 0 })
  crashed.deletedRuns.discard(['lenet-relu-1'], 'crashed')
  crashed.close()
  for (const folder of ['trash/crashed/runs/lenet-relu-1', 'runs/lenet-relu-2']) mkdirSync(join(home, folder), { recursive: true })
  const lab = await openLab(home)
  await vi.waitFor(() => { expect(readdirSync(lab.folders.trash)).toEqual([]) })
  expect(await listed(lab)).toEqual(['lenet-relu-3', 'lenet-relu-2'])
  expect(existsSync(lab.folders.run('lenet-relu-2'))).toBe(true)
})

it('plans a clean-up by age and size without pinned runs, and puts checkpoints back', async () => {
  const { lab, ids, first, second } = await labWithRuns()
  await lab.runTable.pinRuns([first], true)
  expect(await lab.runTable.planCleanUp({ target: 'older-checkpoints', olderThanDays: 1, atLeastBytes: null })).toEqual({ items: [], bytes: 0 })
  const plan = await lab.runTable.planCleanUp({ target: 'older-checkpoints', olderThanDays: 0, atLeastBytes: null })
  expect(plan.bytes).toBe(9 * 1000)
  expect(plan.items.map(({ id }) => id)).not.toContain(first)
  expect((await lab.runTable.planCleanUp({ target: 'checkpoints', olderThanDays: 0, atLeastBytes: 3001 })).items).toEqual([])
  expect((await lab.runTable.planCleanUp({ target: 'runs', olderThanDays: 0, atLeastBytes: 3000 })).items).toHaveLength(ids.length - 1)
  await lab.runTable.cleanUpCheckpoints([first, second], 'older-checkpoints')
  expect([checkpointsOf(lab, first).length, checkpointsOf(lab, second)]).toEqual([2, ['step-000000020-epoch-2']])
  const { rows } = await lab.runTable.runTable({ ...newestFirstChoice, filter: second }, { offset: 0, limit: 1 })
  expect(rows[0]).toMatchObject({ run: { fileBytes: 2000 } })
  await lab.runTable.putBackCheckpoints([second])
  expect(checkpointsOf(lab, second)).toHaveLength(2)
})
