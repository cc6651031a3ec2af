// What counts as damage of an unpacked folder?
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { registryCopy } from './electron-registry-copy.mjs'
import { damageIn, readSizes, recordSizes } from './recorded-files.mjs'

let parent = ''
let folder = ''
let record = ''

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'recorded-'))
  folder = join(parent, 'electron')
  record = join(parent, 'files.json')
  mkdirSync(join(folder, 'locales'), { recursive: true })
  writeFileSync(join(folder, 'electron'), 'program')
  writeFileSync(join(folder, 'locales', 'de.pak'), 'Wörter')
  recordSizes(folder, record)
})

afterEach(() => {
  rmSync(parent, { recursive: true })
})

const damage = () => damageIn(folder, readSizes(record) ?? {})

it('finds none in a folder as it was unpacked, nor in further files', () => {
  expect(damage()).toBeNull()
  writeFileSync(join(folder, 'debug.log'), '')
  expect(damage()).toBeNull()
})

it('names a file that is missing, at any depth', () => {
  rmSync(join(folder, 'locales', 'de.pak'))
  expect(damage()).toBe('locales/de.pak is missing')
})

it('names a file that was cut short', () => {
  truncateSync(join(folder, 'electron'), 3)
  expect(damage()).toBe('electron has 3 bytes instead of 7')
})

it('takes an unreadable record for none', () => {
  writeFileSync(record, '{')
  expect(readSizes(record)).toBeNull()
})

it('knows the files of the fallback', () => {
  const { files } = registryCopy({})
  expect(Object.keys(files).length).toBe(74)
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['electron', 'icudtl.dat', 'resources.pak', 'locales/en-US.pak']))
  expect(damageIn(join(parent, 'gone'), files)).toBe('LICENSE is missing')
})
