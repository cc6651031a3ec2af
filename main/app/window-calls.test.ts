// Folders are shown by the id of a run that there is, never by a path of the page's.
import { LabError } from '@contract/problem'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HomeFolders } from '../lab/home-folders'
import { windowCalls, type WindowCallDeps } from './window-calls'

const openPath = vi.hoisted(() => vi.fn(() => Promise.resolve('')))
vi.mock('electron', () => ({ dialog: {}, shell: { openPath } }))

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cnn-lab-folders-'))
  openPath.mockClear()
})
afterEach(() => {
  rmSync(home, { recursive: true })
})

function calls() {
  const run = (id: string) => (id === 'lenet-1' ? Promise.resolve({}) : Promise.reject(new LabError('run/unknown', `There is no run ${id}.`)))
  const deps = { folders: new HomeFolders(home), models: {}, runs: { run } } as unknown as WindowCallDeps
  return windowCalls({} as never, deps)
}

it("shows a run's folder, once it has one", async () => {
  await expect(calls().showRun('lenet-1')).rejects.toMatchObject({ code: 'run/no-files' })
  mkdirSync(join(home, 'runs', 'lenet-1'), { recursive: true })
  await calls().showRun('lenet-1')
  expect(openPath).toHaveBeenCalledExactlyOnceWith(join(home, 'runs', 'lenet-1'))
})

it('shows nothing for what is no run, such as a way out of the folder of runs', async () => {
  await expect(calls().showRun('../..')).rejects.toMatchObject({ code: 'run/unknown' })
  expect(openPath).not.toHaveBeenCalled()
})
