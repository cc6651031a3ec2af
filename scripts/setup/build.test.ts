// What counts as a change of the sources?
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { alias } from '../../alias.config.mjs'
import { fingerprintOf, sources } from './build.mjs'
import { inProject } from './project.mjs'

let root = ''
const write = (path: string, text: string) => {
  writeFileSync(join(root, path), text)
}
const fingerprint = () => fingerprintOf(root, ['main', 'package.json'])

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sources-'))
  mkdirSync(join(root, 'main', 'engine'), { recursive: true })
  write('main/index.ts', 'one')
  write('main/engine/loop.ts', 'two')
  write('package.json', '{}')
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

it.each<[string, () => void]>([
  ['a changed file', () => { write('main/engine/loop.ts', 'three') }],
  ['a new file', () => { write('main/engine/new.ts', '') }],
  ['a deleted file', () => { rmSync(join(root, 'main/engine/loop.ts')) }],
  ['a changed single file', () => { write('package.json', '{ }') }],
  ['text moved from one file to the next', () => { write('main/engine/loop.ts', 'twoo'); write('main/index.ts', 'ne') }],
])('sees %s', (_, change) => {
  const before = fingerprint()
  change()
  expect(fingerprint()).not.toBe(before)
})

it('does not mind new dates, tests, what a build generates and files elsewhere', () => {
  const before = fingerprint()
  utimesSync(join(root, 'main/index.ts'), 1, 1)
  write('main/index.test.ts', 'test')
  write('main/components.d.ts', 'types')
  mkdirSync(join(root, 'main', 'node_modules'))
  write('main/node_modules/generated.js', 'generated')
  write('notes.md', 'notes')
  expect(fingerprint()).toBe(before)
})

it('looks at every folder that the build takes code from', () => {
  const folders = Object.values(alias).map((folder) => relative(inProject(), folder))
  expect(folders.length).toBeGreaterThan(0)
  expect(sources).toEqual(expect.arrayContaining(folders))
  expect(sources).toContain('scripts/setup/electron-support.mjs') // which main/app/window-runtime.ts imports
})
