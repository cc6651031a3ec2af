// Deleting runs and repairing the home from the terminal: asked before, said after; what is not there or goes on stays.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkpointAt } from '@contract/runs/checkpoints'
import { writeSealedFolder } from '../../files/sealed-folder'
import { Database } from '../../lab/store/database'
import { sampleEpoch, sampleSpec, temporaryFolder } from '../../lab/testing/samples'
import { Terminal } from '../testing/terminal'

/** A home with two runs that have ended, each with a file of 1,000 bytes. */
async function terminalWithRuns(): Promise<Terminal> {
  const terminal = new Terminal()
  for (const run of ['lenet-relu-1', 'lenet-relu-2']) {
    expect((await terminal.run('train --epochs 1')).exitCode).toBe(0)
    rmSync(join(terminal.home, 'runs', run), { recursive: true })
    mkdirSync(join(terminal.home, 'runs', run))
    writeFileSync(join(terminal.home, 'runs', run, 'values'), Buffer.alloc(1000))
  }
  return terminal
}

const folders = (terminal: Terminal): readonly string[] => readdirSync(join(terminal.home, 'runs')).sort()

describe('remove', () => {
  it('deletes several runs with their files, and says how many bytes', async () => {
    const terminal = await terminalWithRuns()
    const { exitCode, stdout } = await terminal.run('remove lenet-relu-1 lenet-relu-2 lenet-relu-1 --yes')
    expect([exitCode, stdout]).toEqual([0, 'Deleted: lenet-relu-1 and lenet-relu-2 (2 runs, 2.00 kB).\n'])
    expect(folders(terminal)).toEqual([])
    expect((await terminal.run('runs')).stdout).toContain('There are no runs yet')
    expect(readdirSync(join(terminal.home, 'trash'))).toEqual([])
  })

  it('asks, and takes no for an answer', async () => {
    const terminal = await terminalWithRuns()
    const asked: string[] = []
    terminal.confirm = (question) => {
      asked.push(question)
      return Promise.resolve(asked.length > 1)
    }
    expect(await terminal.run('remove lenet-relu-1')).toMatchObject({ exitCode: 1, stderr: 'Nothing was deleted.\n' })
    expect(folders(terminal)).toEqual(['lenet-relu-1', 'lenet-relu-2'])
    expect((await terminal.run('remove lenet-relu-1 --json')).stdout).toBe('{"deleted":["lenet-relu-1"],"kept":[],"bytes":1000}\n')
    expect(asked).toEqual(Array.from({ length: 2 }, () => 'Delete lenet-relu-1 with 1.00 kB of files for good?'))
    expect(folders(terminal)).toEqual(['lenet-relu-2'])
  })

  it('deletes nothing where nobody can be asked, or one of the runs is none', async () => {
    const terminal = await terminalWithRuns()
    const unasked = await terminal.run('remove lenet-relu-1')
    expect([unasked.exitCode, unasked.stderr]).toEqual([2, expect.stringContaining('add --yes')])
    const unknown = await terminal.run('remove lenet-relu-1 lenet-9 --yes')
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('There is no run lenet-9.')])
    expect(folders(terminal)).toEqual(['lenet-relu-1', 'lenet-relu-2'])
  })

  it('deletes a run whose record cannot be read', async () => {
    const terminal = await terminalWithRuns()
    const database = new Database(join(terminal.home, 'lab.db'))
    database.run(`UPDATE runs SET spec = '{' WHERE id = 'lenet-relu-1'`)
    database.close()
    expect((await terminal.run('runs')).stderr).toContain('cnn-lab remove')
    expect((await terminal.run('remove lenet-relu-1 --yes')).exitCode).toBe(0)
    expect(folders(terminal)).toEqual(['lenet-relu-2'])
  })
})

describe('repair', () => {
  it('is offered where folders of runs are there that the store does not know, and finds them', async () => {
    const terminal = new Terminal({}, temporaryFolder())
    const folder = join(terminal.home, 'runs', 'lenet-relu-4')
    mkdirSync(join(folder, 'checkpoints'), { recursive: true })
    const state = { epoch: 1, step: 10, stepOfEpoch: 0, lossSum: 0, correct: 0, images: 0, epochSeconds: 0, elapsedSeconds: 60 }
    await writeSealedFolder(join(folder, checkpointAt(1, 10).folder), { 'parameters.safetensors': ['values'] }, { spec: sampleSpec({ epochs: 3 }), state, epochs: [sampleEpoch(1)], plan: null })
    expect((await terminal.run('runs')).stderr).toBe('1 run has a folder here, but is not in the store. Find it again by: cnn-lab repair\n')
    const { exitCode, stdout } = await terminal.run('repair')
    expect([exitCode, stdout]).toEqual([0, 'The store of runs is whole.\n1 run found again:\n  lenet-relu-4: 1 of 3 epochs\n'])
    expect(await terminal.run('runs')).toMatchObject({ stdout: expect.stringContaining('lenet-relu-4') as string, stderr: '' })
    expect((await terminal.run('repair')).stdout).toBe('The store of runs is whole.\nNo run was lost whose folder is there.\n')
  })

  it('sets a damaged database aside, which commands say how to do', async () => {
    const terminal = new Terminal({}, temporaryFolder())
    writeFileSync(join(terminal.home, 'lab.db'), 'no database at all '.repeat(1000))
    const refused = await terminal.run('runs')
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('Run `cnn-lab repair`')])
    const { exitCode, stdout } = await terminal.run('repair')
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('It was set aside, and a new store begun.')])
    expect(readdirSync(terminal.home).some((name) => name.startsWith('lab.db.damaged-'))).toBe(true)
    expect((await terminal.run('runs')).exitCode).toBe(0)
    expect(existsSync(join(terminal.home, 'lab.db'))).toBe(true)
  })
})

it.each([
  ['a home with too long a path', (home: string) => join(home, 'x'.repeat(200), 'y'.repeat(200), 'z'.repeat(200)), 'is too long for the store of runs, by'],
  ['a home that is a file', (home: string) => {
    writeFileSync(join(home, 'home'), '')
    return join(home, 'home')
  }, 'home is no folder'],
  ['a file where the runs are to be', (home: string) => {
    writeFileSync(join(home, 'runs'), '')
    return home
  }, 'runs is no folder'],
  ['a folder where the store is to be', (home: string) => {
    mkdirSync(join(home, 'lab.db'))
    return home
  }, 'it is a folder'],
])('%s is refused in words at the start', async (_, homeOf, words) => {
  const { exitCode, stderr } = await new Terminal({}, homeOf(temporaryFolder())).run('runs')
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining(words)])
  expect(stderr).not.toMatch(/E[A-Z]{4,}|ConnectionFailed/)
})
