// Where is the project, and is this Node new enough for it?
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject, requireNode } from './project.mjs'

it('finds the project', () => {
  expect(existsSync(inProject('contract', 'problem.ts'))).toBe(true)
})

it('wants Node 20.19', () => {
  for (const tooOld of ['18.20.8', '20.18.1', '19.9.0']) {
    expect(() => { requireNode(tooOld) }).toThrow(`this is Node ${tooOld}`)
  }
  for (const fine of ['20.19.0', '20.20.2', '22.0.0', '24.11.1']) {
    expect(() => { requireNode(fine) }).not.toThrow()
  }
})
