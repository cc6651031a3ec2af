// The campaign in its shortest form, so that it stays one that can be begun: what it kills and suspends at length, tests beside the command line do at short.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../main/files/testing/temporary-folder'
import { chance, shuffled } from '../chaos/chance.mjs'
import { leftovers, misbehaviour } from '../chaos/outcome.mjs'
import { inProject } from '../setup/project.mjs'

const campaign = (...args: readonly string[]) => spawnSync(process.execPath, [inProject('scripts', 'chaos.mjs'), '--set-up', 'no', ...args], { encoding: 'utf8' })

describe.skipIf(process.platform !== 'linux')('npm run chaos', () => {
  it('damages homes, and counts what became of them', { timeout: 300_000 }, () => {
    const out = join(temporaryFolder(), 'chaos.json')
    const { status, stdout, stderr } = campaign('--only', 'files', '--cases', '1', '--minutes', '2', '--seed', '7', '--out', out)
    expect(status, stdout + stderr).toBe(0)
    const { seed, results } = JSON.parse(readFileSync(out, 'utf8')) as { seed: number; results: Record<string, Record<string, unknown>> }
    expect(seed).toBe(7)
    expect(results).toMatchObject({ files: { tried: 1, faults: [] } })
    expect(Number(results.files?.['resumed with the same bytes']) + Number(results.files?.['refused in words'])).toBe(1)
    expect(stdout).toMatch(/Homes with a damaged file\n +files +\d+\n/)
  })

  it.each([['--minutes', '0'], ['--kills', 'many'], ['--only', 'earthquakes'], ['--recipes', 'soup']])('says what %s takes', (...args) => {
    const { status, stderr } = campaign(...args)
    expect(status).toBe(1)
    expect(stderr).toContain('The campaign was not begun.')
    expect(stderr).not.toMatch(/^ +at /m)
  })
})

it('repeats what it does by its seed', () => {
  const draws = (seed: number): number[] => Array.from({ length: 5 }, chance(seed))
  expect(draws(7)).toEqual(draws(7))
  expect(draws(7)).not.toEqual(draws(8))
  expect(draws(7).every((number) => number >= 0 && number < 1)).toBe(true)
  expect(shuffled(chance(7), [1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4])
})

it.each([
  ['hung', { code: null, hung: true, stderr: '' }],
  ['stack trace', { code: 1, hung: false, stderr: "TypeError: x\n    at read (file.js:1:2)\n" }],
  ['"please report this"', { code: 1, hung: false, stderr: 'This was not foreseen. Please report it with the steps that led here.' }],
  ['failed without a word', { code: 1, hung: false, stderr: '' }],
  ['ended by a signal', { code: null, hung: false, stderr: 'Training' }],
  [null, { code: 1, hung: false, stderr: 'The disk is full. Free some space at home.' }],
])('takes for misbehaviour: %s', (fault, ended) => {
  expect(misbehaviour({ ...ended, lines: [] })).toBe(fault)
})

it('finds what a process has left', () => {
  const home = temporaryFolder()
  for (const folder of ['runs/a/checkpoints/writing-step-1', 'runs/a/checkpoints/step-2']) mkdirSync(join(home, folder), { recursive: true })
  const left = ['runs/a/checkpoints/writing-step-1/parameters.safetensors', 'runs/a/engine-1.lock', 'plans.json.12.writing']
  for (const file of [...left, 'runs/a/checkpoints/step-2/manifest.json', 'lab.db']) writeFileSync(join(home, file), 'content')
  writeFileSync(join(home, 'runs/a/engine-2.lock'), '') // given out of hand
  expect(leftovers(home).sort()).toEqual([...left].sort())
})
