// A folder of the cache that is not whole gives way to one that is; a whole one stays.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeAside } from './cache-folder.mjs'

let cache = ''
let folder = ''

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'cache-folder-'))
  folder = join(cache, 'thing')
})

afterEach(() => {
  rmSync(cache, { recursive: true })
})

const makeWhole = (temporary: string) => {
  const made = join(temporary, 'made')
  mkdirSync(made)
  writeFileSync(join(made, 'program'), 'new')
  return Promise.resolve(made)
}
const isThere = () => existsSync(join(folder, 'program'))

it('makes the folder, and leaves nothing beside it', async () => {
  await makeAside(folder, makeWhole, isThere)
  expect(readFileSync(join(folder, 'program'), 'utf8')).toBe('new')
  expect(readdirSync(cache)).toEqual(['thing'])
})

it('replaces a folder that has lost a file', async () => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'left'), 'over')
  await makeAside(folder, makeWhole, isThere)
  expect(readdirSync(folder)).toEqual(['program'])
  expect(readdirSync(cache)).toEqual(['thing'])
})

it('keeps what another process was faster with', async () => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'program'), 'theirs')
  await makeAside(folder, makeWhole, isThere)
  expect(readFileSync(join(folder, 'program'), 'utf8')).toBe('theirs')
})

it('tells of a folder that cannot be made', async () => {
  await expect(makeAside(folder, () => Promise.reject(new Error('no network')), isThere)).rejects.toThrow('no network')
  expect(readdirSync(cache)).toEqual([])
})
