// `cnn-lab sweep` and `cnn-lab sweeps` as scripts and people use them; but for one sweep, the engine is a stand-in.
import { labEventSchema } from '@contract/runs/events'
import { sweepRecordSchema, sweepSummarySchema } from '@contract/sweeps/sweep-record'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { readSweep } from '@common/sweeps/sweep-file'
import { temporaryFolder } from '../../lab/testing/samples'
import { computedBy } from '../testing/engine-terminal'
import { jsonLines, Terminal } from '../testing/terminal'

const small = { preset: 'lenet-relu', settings: { epochs: 1, device: 'cpu' } }
const rates = [{ setting: 'optimizer.learningRate', values: [0.1, 0.2] }]

/** A file with a sweep of two points, changed. */
function file(changes: object = {}): string {
  const path = join(temporaryFolder(), 'sweep.json')
  writeFileSync(path, JSON.stringify({ version: 1, base: small, axes: rates, strategy: { kind: 'grid' }, ...changes }))
  return path
}

describe('sweep FILE', () => {
  it('tells each point as it ends on standard error, and the results with their spread on standard output', async () => {
    const { exitCode, stdout, stderr } = await new Terminal().run(`sweep ${file({ title: 'Rates', seeds: [1, 2] })}`)
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^4 runs: about .+ \(predicted\)\.\nSweep sweep-1: Rates, 4 points\npoint 1\/4 {2}learning rate 0\.1, seed 1: {2}test accuracy 40\.0 %; {2}70 s\n/)
    expect(stderr.match(/^point \d\/4/gm)).toHaveLength(4)
    expect(stderr).not.toContain('\u001b')
    expect(stdout).toMatch(/^learning rate +seeds +test accuracy +best +test loss +train loss +images\/s +memory +time +status$/m)
    expect(stdout).toMatch(/^ +0\.1 +2 +40\.0 % ± 0\.0 % .* completed$/m)
  })

  it('--json writes events, and last the record of the sweep', async () => {
    const { exitCode, stdout } = await new Terminal().run(`sweep ${file()} --on local --json`)
    expect(exitCode).toBe(0)
    const lines = jsonLines(stdout)
    const types = new Set(lines.slice(0, -1).map((line) => labEventSchema.parse(line).type))
    expect([...types]).toEqual(expect.arrayContaining(['sweep', 'run', 'progress', 'epoch']))
    expect(sweepRecordSchema.parse(lines.at(-1))).toMatchObject({ id: 'sweep-1', status: 'completed', counts: { total: 2, completed: 2 }, secondsLeft: 0 })
  })

  it('draws a bar on a terminal', async () => {
    const { stderr } = await new Terminal({ stepMilliseconds: 20 }).run(`sweep ${file()}`, { isTTY: true })
    expect(stderr).toMatch(/points \[=*-*\] 0\/2, 1 running/)
    expect(stderr).toMatch(/points \[=*-*\] 1\/2, .*best 40\.0 % \(point 1\), .* left/)
  })

  it('names what failed and how to repeat it, with exit code 1; what is repeated is told alone', async () => {
    const terminal = new Terminal({ failure: { atStep: 5, kind: 'problem', ofSeed: 2 } })
    const failed = await terminal.run(`sweep ${file({ seeds: [1, 2], axes: [] })}`)
    expect(failed.exitCode).toBe(1)
    expect(failed.stderr).toContain('Point 2 (seed 2) failed: It diverged. Go slower.\nRepeat failed points with: cnn-lab sweeps retry sweep-1\n')
    expect(failed.stdout).toContain('1 completed, 1 failed')
    terminal.launcher.behaviour = {}
    const again = await terminal.run('sweeps retry sweep-1 --point 2')
    expect(again.exitCode).toBe(0)
    expect(again.stderr.match(/^point /gm)).toHaveLength(1)
  })

  it('is paused by Ctrl-C, says how to go on, and goes on', async () => {
    const terminal = new Terminal({ stepMilliseconds: 20 })
    const sweeping = terminal.run(`sweep ${file({ base: { ...small, settings: { ...small.settings, epochs: 2 } } })} --json`)
    await vi.waitFor(() => { expect(terminal.stdoutSoFar()).toContain('"type":"progress"') }, { timeout: 10_000 })
    terminal.interrupt()
    const paused = await sweeping
    expect(paused.exitCode).toBe(1)
    expect(paused.stderr).toContain('Pausing; a checkpoint is written first.')
    expect(paused.stderr).toContain('Go on with: cnn-lab sweeps resume sweep-1\n')
    terminal.launcher.behaviour = {}
    expect(await terminal.run('sweeps')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^sweep-1 +paused +0\/2 /m) as string })
    expect((await terminal.run('sweeps resume sweep-1')).exitCode).toBe(0)
    const shown = sweepRecordSchema.parse(jsonLines((await terminal.run('sweeps show sweep-1 --json')).stdout)[0])
    expect(shown).toMatchObject({ status: 'completed', counts: { completed: 2 } })
    const more = await terminal.run(`sweeps extend sweep-1 ${file({ base: { ...small, settings: { ...small.settings, epochs: 2 } }, axes: [{ ...rates[0], values: [0.1, 0.2, 0.4] }] })}`)
    expect(more).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^ +0\.4 +40\.0 %/m) as string })
    expect((await terminal.run('sweeps show sweep-1')).stdout).toMatch(/^strategy +grid$\n^points +3\/3$/m)
    const removed = await terminal.run('sweeps remove sweep-1 --with-runs --json')
    expect([removed.exitCode, removed.stderr, jsonLines(removed.stdout)]).toEqual([0, '', [{ removed: 'sweep-1', withRuns: true }]])
    expect((await terminal.run('runs')).stdout).toContain('There are no runs yet.')
  })

  it('--dry-run prints the points and what they will cost, and trains nothing', async () => {
    const terminal = new Terminal()
    const { exitCode, stdout } = await terminal.run(`sweep ${file({ seeds: [1, 2] })} --dry-run`)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^ +4 +0\.2 +2$/m)
    expect(stdout).toMatch(/^4 runs: about .+ one after another, .+ of memory at most \(predicted\)\.$/m)
    expect(terminal.launcher.commands.filter(({ type }) => type === 'train')).toEqual([])
    const contrary = await terminal.run(`sweep ${file({ axes: [{ setting: 'optimizer.momentum', values: [0.9] }] })} --dry-run --json`)
    expect(contrary).toMatchObject({ exitCode: 1, stderr: 'Point 1 cannot be trained: Momentum means nothing with the optimizer sgd.\n' })
    expect(jsonLines(contrary.stdout)).toMatchObject([{ number: 1, values: { 'optimizer.momentum': 0.9 }, seed: 0 }, { points: 1, faultCount: 1 }])
  })

  it('says in a sentence what is wrong with the call or the file', async () => {
    const terminal = new Terminal()
    const folder = temporaryFolder()
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{"version": 1')
    expect(await terminal.run(`sweep ${join(folder, 'missing.json')}`)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('missing.json cannot be read: ') as string })
    expect(await terminal.run(`sweep ${broken}`)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('broken.json is not valid JSON.') as string })
    expect((await terminal.run(`sweep ${file({ axes: [{ setting: 'lr', values: [1] }] })}`)).stderr).toContain('does not hold a sweep: axes[0].setting: there is no setting lr. Did you mean optimizer.learningRate? See: cnn-lab help sweep\n')
    expect((await terminal.run(`sweep ${file()} --on mars`)).stderr).toMatch(/^--on must be one of local/)
    const contrary = await terminal.run(`sweep ${file({ axes: [{ setting: 'optimizer.momentum', values: [0.9] }] })}`)
    expect(contrary).toMatchObject({ exitCode: 1, stderr: '1 of 1 points cannot be trained: point 1: Momentum means nothing with the optimizer sgd. Change the axes so that their values go together.\n' })
    expect(await terminal.run('sweeps show sweep-9')).toMatchObject({ exitCode: 1, stderr: 'There is no sweep sweep-9. `cnn-lab sweeps` lists those that there are.\n' })
    expect((await terminal.run('sweeps')).stdout).toBe('There are no sweeps yet. Start one with: cnn-lab sweep FILE\n')
  })
})

it.each(readdirSync('docs/examples').filter((name) => name.endsWith('.json')))('has %s as an example that can be trained', async (name) => {
  const path = join('docs/examples', name)
  expect(readSweep(JSON.parse(readFileSync(path, 'utf8'))).fault).toBeNull()
  const { exitCode, stderr } = await new Terminal().run(`sweep ${path} --dry-run`)
  expect([exitCode, stderr]).toEqual([0, ''])
})

it('halves a sweep of real runs, the better of which goes on to the bytes of a run that was left alone', async () => {
  const home = temporaryFolder()
  const settings = { epochs: 2, device: 'cpu', 'dataset.limitTrain': 256, 'dataset.limitTest': 64, batchSize: 64, 'schedule.name': 'constant' }
  const path = file({ base: { preset: 'lenet-relu', settings }, axes: [{ setting: 'optimizer.learningRate', values: [0.00001, 0.1] }], strategy: { kind: 'asha', points: 2, reduction: 2, figure: 'testLoss' } })
  const sweeping = await computedBy(home, 'sweep', path)
  const { points } = sweepRecordSchema.parse(sweeping.at(-1))
  expect(points.map(({ status, figures }) => [status, figures.epochs])).toEqual([['halted', 1], ['completed', 2]])
  const alone = await computedBy(home, 'train', '--preset', 'lenet-relu', '--epochs', '2', '--limit-train', '256', '--limit-test', '64', '--batch-size', '64', '--lr', '0.1', '--device', 'cpu')
  const parameters = (run: string): Buffer => readFileSync(join(home, 'runs', run, 'checkpoints', 'step-000000008-epoch-2', 'parameters.safetensors'))
  expect(parameters(points[1]?.run ?? '').equals(parameters(String(alone.at(-1)?.id)))).toBe(true)
  expect(sweepSummarySchema.parse(sweeping.findLast(({ type }) => type === 'sweep')?.sweep).status).toBe('completed')
})
