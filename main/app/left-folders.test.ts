// Borrowed folders of windows that are gone are removed, all others stay.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { thisProcess } from '../files/folder-lock/process-identity'
import { temporaryFolder } from '../files/testing/temporary-folder'
import { keepBorrowed } from './left-folders'

vi.mock('electron', () => ({ app: {} }))

it('removes those of processes that are gone, and old ones that are nobody\'s', () => {
  const place = temporaryFolder()
  const made = (name: string, owner: object | null): string => {
    const folder = join(place, name)
    mkdirSync(join(folder, 'GPUCache'), { recursive: true })
    if (owner) writeFileSync(join(folder, 'owner.json'), JSON.stringify({ version: 1, ...thisProcess(), ...owner }))
    return folder
  }
  const own = made('cnn-lab-reading-own', null)
  const gone = made('cnn-lab-reading-gone', { pid: spawnSync(process.execPath, ['-e', '']).pid })
  const before = made('cnn-lab-reading-before', { boot: 'an earlier one' })
  const living = made('cnn-lab-reading-living', {})
  const elsewhere = made('cnn-lab-reading-elsewhere', { machine: 'another', host: 'ada' })
  const young = made('cnn-lab-reading-young', null)
  const old = made('cnn-lab-reading-old', null)
  utimesSync(old, 1, 1)
  const other = made('cnn-lab-window-other', { pid: spawnSync(process.execPath, ['-e', '']).pid })
  const link = join(place, 'cnn-lab-reading-link')
  symlinkSync(other, link)
  keepBorrowed(own)
  expect(Object.entries({ own, gone, before, living, elsewhere, young, old, other, link }).filter(([, folder]) => existsSync(folder)).map(([name]) => name)).toEqual(['own', 'living', 'elsewhere', 'young', 'other', 'link'])
  expect(JSON.parse(readFileSync(join(own, 'owner.json'), 'utf8'))).toMatchObject({ pid: process.pid })
})
