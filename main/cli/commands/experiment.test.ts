// `cnn-lab experiment` as scripts and people use it; the experiment is made up, and the engine a stand-in.
import { experiments } from '@common/experiments/experiments'
import { fewNetworks } from '@common/experiments/testing/few-networks'
import { madeUpExperiment } from '@common/experiments/testing/made-up-experiment'
import { experimentRecordSchema } from '@contract/experiments/experiment-record'
import { resultRowSchema } from '@contract/experiments/result-row'
import { labEventSchema } from '@contract/runs/events'
import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sampleListing } from '../../lab/testing/sample-listing'
import { temporaryFolder } from '../../lab/testing/samples'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonLines, Terminal } from '../testing/terminal'

const terminalOf = (behaviour = {}) => new Terminal(behaviour, temporaryFolder(), [madeUpExperiment()])

const lastLineSchema = experimentRecordSchema.extend({ rows: z.array(resultRowSchema), sentences: z.array(z.string()) })

it('lists the experiments with what their quick size takes, and how they stand', async () => {
  const terminal = terminalOf()
  expect(await terminal.run('experiment')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^batch-size +Made up +about \d+ (s|min)/m) as string })
  await terminal.run('experiment batch-size')
  expect((await terminal.run('experiment')).stdout).toMatch(/^batch-size +Made up +quick: completed/m)
  expect(jsonLines((await terminal.run('experiment --json')).stdout)).toMatchObject([{ name: 'batch-size', state: { id: 'batch-size-1', size: 'quick', status: 'completed' } }])
})

it('runs one, ends with its table, published figures and sentences, and extends it to a larger size', async () => {
  const terminal = terminalOf()
  const quick = await terminal.run('experiment batch-size')
  expect(quick.exitCode).toBe(0)
  expect(quick.stderr).toMatch(/^3 points: about .+ \(predicted\); 1 point needs no new run\.\nSweep sweep-1: .+, 2 points\n/)
  expect(quick.stderr.match(/^point \d\/2/gm)).toHaveLength(3)
  expect(quick.stdout).toMatch(/^learning rate 0\.1 +40\.0 % +70 s +measured here$/m)
  expect(quick.stdout).toMatch(/^The book +90\.0 % +– +printed$/m)
  expect(quick.stdout).toMatch(/^The mean is 40\.0 %\.$/m)
  const again = await terminal.run('experiment batch-size')
  expect(again).toMatchObject({ exitCode: 0, stdout: quick.stdout })
  expect(again.stderr).toContain('All of it was run before, as batch-size-1; with --new, it is run again.')
  const dry = await terminal.run('experiment batch-size --size evening --dry-run')
  expect(dry.stdout).toMatch(/^Made up, evening: More seeds and rates\.\n5 points: .+; 5 points need no new run\.$/m)
  const evening = await terminal.run('experiment batch-size --size evening --json')
  expect(evening.exitCode).toBe(0)
  const lines = jsonLines(evening.stdout)
  expect(new Set(lines.slice(0, -1).map((line) => labEventSchema.parse(line).type))).toContain('experiment')
  expect(lastLineSchema.parse(lines.at(-1))).toMatchObject({ id: 'batch-size-1', size: 'evening', status: 'completed', rows: { length: 10 }, sentences: ['The mean is 40.0 %.'] })
  expect(terminal.launcher.commands.filter(({ type }) => type === 'train')).toHaveLength(8)
  expect(await terminal.run('experiment batch-size --size quick')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('has the larger size evening already. With --new, another one is begun.') as string })
})

it('is named where its sweeps are listed; other sweeps name none', async () => {
  const terminal = terminalOf()
  await terminal.run('experiment batch-size')
  expect((await terminal.run('sweeps')).stdout).toMatch(/^sweep-1 .+ Made up$/m)
  expect(jsonLines((await terminal.run('sweeps --json')).stdout)).toContainEqual(expect.objectContaining({ id: 'sweep-1', experiment: 'batch-size-1' }))
})

it('is paused by Ctrl-C, says how to go on, and goes on', async () => {
  const terminal = terminalOf({ stepMilliseconds: 40 })
  const running = terminal.run('experiment batch-size --json')
  await vi.waitFor(() => { expect(terminal.stdoutSoFar()).toContain('"type":"progress"') }, { timeout: 10_000 })
  terminal.interrupt()
  const paused = await running
  expect(paused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Go on with: cnn-lab experiment batch-size\n') as string })
  expect(lastLineSchema.parse(jsonLines(paused.stdout).at(-1))).toMatchObject({ status: 'paused' })
  terminal.launcher.behaviour = {}
  expect((await terminal.run('experiment batch-size')).exitCode).toBe(0)
})

it('tells what failed with exit code 1, and what is wrong with a call with 2', async () => {
  const terminal = terminalOf({ failure: { atStep: 5, kind: 'kill', ofSeed: 1 } })
  const failed = await terminal.run('experiment batch-size')
  expect(failed.exitCode).toBe(1)
  expect(failed.stderr).toMatch(/Rates, point 2 \(learning rate 0\.2, seed 1\) failed: .+\n/)
  expect(failed.stderr).toContain('\nRepeat its failed points with: cnn-lab sweeps retry sweep-1\n')
  expect(await terminal.run('experiment batchsize')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean batch-size?') as string })
  expect(await terminal.run('experiment batch-size --size huge')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--size must be one of quick, evening, full.') as string })
  expect((await terminal.run('experiment --size quick')).exitCode).toBe(2)
})

it('takes training that diverged for a result, and ends well', async () => {
  const ended = await terminalOf({ failure: { atStep: 5, kind: 'problem', ofSeed: 1 } }).run('experiment batch-size')
  expect(ended.exitCode).toBe(0)
  expect(ended.stderr).not.toContain('Repeat its failed points')
})

it('adds own networks to the list, keeps them in a larger size, and says where there is none', async () => {
  const terminal = new Terminal({}, temporaryFolder(), [fewNetworks(), madeUpExperiment()])
  writeFileSync(join(terminal.home, 'mine.json'), JSON.stringify(sampleListing('mine')))
  await terminal.run(`models save ${join(terminal.home, 'mine.json')}`)
  expect(await terminal.run('experiment simplify --network lenet --network min')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean mine?') as string })
  expect((await terminal.run('experiment simplify --network lenet --network Mine --dry-run')).stdout).toMatch(/^3 points: /m)
  const quick = await terminal.run('experiment simplify --network mine')
  expect(quick).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^mine +40\.0 %/m) as string })
  expect((await terminal.run('experiment simplify --network mine')).stderr).toContain('All of it was run before, as simplify-1')
  expect((await terminal.run('experiment simplify --dry-run')).stdout).toMatch(/^simplify-1 was begun with a changed plan, and goes on with that; --new begins another one as told above\.\nNothing is left to run/m)
  expect((await terminal.run('experiment simplify --new --dry-run')).stdout).not.toContain('changed plan')
  expect((await terminal.run('experiment')).stdout).toMatch(/^simplify .* quick, changed: complete/m)
  const evening = await terminal.run('experiment simplify --network lenet --size evening')
  expect(evening.stderr).toMatch(/^3 points: /m)
  expect(evening.stdout).toMatch(/^LeNet +40\.0 %/m)
  expect(evening.stdout).toMatch(/^mine +40\.0 %/m)
  expect(await terminal.run('experiment batch-size --network mine')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--network goes with simplify, crafted-features.') as string })
})

it.each(experiments.map(({ name }) => name))('%s can be estimated in its quick size', async (name) => {
  const { exitCode, stdout, stderr } = await new Terminal().run(`experiment ${name} --size quick --dry-run --json`)
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(jsonLines(stdout)).toMatchObject([{ faults: [], unknown: null }])
})
