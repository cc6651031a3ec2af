// Where is the project?
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from './project.mjs'

it('finds the project', () => {
  expect(existsSync(inProject('contract', 'problem.ts'))).toBe(true)
})
