// A home that can only be read: its runs are looked at in a copy, and whatever would change something says so.
import { chmodSync, cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { newestFirstChoice } from '@contract/runs/run-query'
import { isReadOnlyHome } from './home-rights'
import { Lab } from './lab'
import { openDirectStore } from './store/direct-store'
import { FakeLauncher } from './testing/fake-launcher'
import { sampleSpec, temporaryFolder } from './testing/samples'
import { makeManyRuns } from './testing/many-runs'

// The rights of files do not hold for root, who runs many a test: the one question of rights is answered in its place.
vi.mock(import('node:fs'), async (original) => {
  const fs = await original()
  return { ...fs, accessSync: (path) => { if (String(path).includes('only-read')) throw Object.assign(new Error(`EACCES: ${String(path)}`), { code: 'EACCES' }) } }
})

it('shows its runs, changes no byte of it, and refuses changes in one sentence', async () => {
  const [made, home] = [temporaryFolder(), join(temporaryFolder(), 'only-read')]
  makeManyRuns(made, 3, 1)
  cpSync(made, home, { recursive: true })
  chmodSync(home, 0o555)
  expect([isReadOnlyHome(made), isReadOnlyHome(home)]).toEqual([false, true])
  const before = new Map(readdirSync(home).map((name) => [name, readFileSync(join(home, name)).toString('base64')]))
  const lab = await Lab.open({ home, launcher: new FakeLauncher(), openStore: openDirectStore })
  expect(lab.isReadOnly).toBe(true)
  expect(await lab.catalogue.catalogue()).toMatchObject({ home, isReadOnly: true })
  await lab.takeOver()
  const ids = await lab.runTable.runIds(newestFirstChoice, 0, 10)
  expect(ids).toHaveLength(3)
  const [first = ''] = ids
  expect((await lab.runs.run(first)).run.id).toBe(first)
  const refused = { code: 'home/read-only', message: expect.stringContaining('can only be read') as string }
  for (const change of [lab.runs.start(sampleSpec(), ''), lab.runTable.deleteRuns([first]), lab.runTable.noteRun(first, 'x'), lab.runTable.findLostRuns(), lab.ownNetworks.restoreNetwork(1)]) {
    await expect(change).rejects.toMatchObject(refused)
  }
  await lab.close()
  chmodSync(home, 0o755)
  expect(new Map(readdirSync(home).map((name) => [name, readFileSync(join(home, name)).toString('base64')]))).toEqual(before)
})
