// The order of test files.
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../setup/project.mjs'
import { long, longestFirst } from './longest-first.mjs'

it('names files that there are', () => {
  expect(long.filter((path) => !existsSync(inProject(path)))).toEqual([])
})

it('puts the long ones first, and leaves the others in their order', () => {
  const [first = '', second = ''] = long
  const paths = ['b.test.ts', second, 'a.test.ts', first.replaceAll('/', '\\')]
  expect(longestFirst(paths, (path) => path)).toEqual([paths[3], second, 'b.test.ts', 'a.test.ts'])
})
