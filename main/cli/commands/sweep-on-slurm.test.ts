// `cnn-lab sweep FILE --on slurm` as people type it; shell scripts stand in for SLURM's programs.
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sweepRecordSchema } from '@contract/sweeps/sweep-record'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../../lab/testing/samples'
import { CnnLabProcess } from '../testing/cnn-lab-process'
import { jsonLines, Terminal } from '../testing/terminal'

/** A file with a sweep of two points. */
function sweepFile(): string {
  const path = join(temporaryFolder(), 'sweep.json')
  writeFileSync(path, JSON.stringify({ version: 1, base: { preset: 'lenet-relu', settings: { device: 'cpu' } }, axes: [{ setting: 'optimizer.learningRate', values: [0.1, 0.2] }], strategy: { kind: 'grid' } }))
  return path
}

/** Puts scripts in the place of SLURM's programs. @returns their folder, which gets `NAME.args` of each call, one argument a line */
function slurmOf(scripts: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "$@" >> ${folder}/${name}.args\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  return folder
}

const waiting = `echo 'JobId=12 ArrayJobId=12 ArrayTaskId=1-2%4 JobState=PENDING Reason=Resources ExitCode=0:0 EndTime=Unknown NodeList= '`
const argsOf = (folder: string, program: string): readonly string[] => readFileSync(join(folder, `${program}.args`), 'utf8').trimEnd().split('\n')

describe.skipIf(process.platform === 'win32')('a sweep on SLURM', () => {
  it.each([
    ['--on slurm', 'A sweep on a cluster needs a folder that the nodes see too: --folder PATH.'],
    ['--on slurm --folder /tmp --time soon', '--time must be a time as SLURM writes it: 30 (minutes), 2:00:00 or 1-12 (days-hours).'],
    ['--on slurm --folder /tmp --gpus none', '--gpus takes a number, not "none".'],
    ['--on slurm --folder /tmp --concurrent 0', '--concurrent must be at least 1.'],
    ['--on slurm --folder /tmp --sbatch-option=--array=1', '--sbatch-option must be none of those that the lab sets itself'],
    ['--partition gpu', 'Options of a cluster mean something only with --on slurm.'],
  ])('is called in a wrong way: %s', async (flags, message) => {
    const { exitCode, stderr } = await new Terminal().run(`sweep ${sweepFile()} ${flags}`)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('needs SLURM, and a folder', async () => {
    vi.stubEnv('PATH', temporaryFolder())
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const [terminal, folder, file] = [new Terminal(), temporaryFolder(), sweepFile()]
    expect(await terminal.run(`sweep ${file} --on slurm --folder ${folder}`)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('SLURM cannot be reached from this machine: there is no program sbatch.') as string })
    expect(await terminal.run(`sweep ${file} --on slurm --folder ${folder}/none`)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`The shared folder ${folder}/none cannot be used: there is no such file or folder.`) as string })
    expect((await terminal.run('sweeps')).stdout).toContain('There are no sweeps yet.')
  })

  it('is submitted, shown, cancelled, and submitted again with the options of the last', async () => {
    const slurm = slurmOf({ sbatch: 'echo 12', scontrol: waiting, scancel: '' })
    const [terminal, folder, file] = [new Terminal(), temporaryFolder(), sweepFile()]
    const submitted = await terminal.run(`sweep ${file} --on slurm --folder ${folder} --partition short --time 10 --concurrent 4 --sbatch-option=--exclusive --json`)
    expect(submitted.exitCode).toBe(0)
    expect(sweepRecordSchema.parse(jsonLines(submitted.stdout).at(-1))).toMatchObject({ id: 'sweep-1', status: 'running', counts: { queued: 2 }, points: [{ cluster: { job: '12', task: 1, node: null } }, { cluster: { task: 2 } }] })
    expect(submitted.stderr).toContain('The cluster goes on with it. See how it stands with: cnn-lab sweeps collect sweep-1\n')
    expect(argsOf(slurm, 'sbatch')).toEqual(expect.arrayContaining(['--array=1-2%4', '--partition=short', '--time=10', '--exclusive', '--requeue']))
    const [ofSweep = ''] = readdirSync(folder)
    expect(existsSync(join(folder, ofSweep, 'specs', '0002.json'))).toBe(true)

    expect(await terminal.run('sweeps collect sweep-1')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('queued') as string })
    expect(await terminal.run('sweeps cancel sweep-1')).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Go on with: cnn-lab sweeps resume sweep-1') as string })
    expect(argsOf(slurm, 'scancel')).toEqual(['--quiet', '12_1', '12_2'])
    expect((await terminal.run('sweeps resume sweep-1')).exitCode).toBe(0)
    expect(argsOf(slurm, 'sbatch')).toContain('--dependency=afterany:12_1:12_2')

    expect((await terminal.run(`sweep ${file} --on slurm --time 20`)).exitCode).toBe(0)
    expect(argsOf(slurm, 'sbatch')).toEqual(expect.arrayContaining(['--job-name=cnn-lab-sweep-2', '--time=20']))
    expect(argsOf(slurm, 'sbatch').filter((arg) => arg === '--partition=short')).toHaveLength(3)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('is waited for to its end', async () => {
    const ended = `echo 'JobId=12 ArrayJobId=12 ArrayTaskId=1-2 JobState=TIMEOUT ExitCode=0:0 EndTime=2026-11-28T23:13:40 NodeList=n1 '`
    slurmOf({ sbatch: 'echo 12', scontrol: `[ "$(wc -l < "$0.args")" -lt 20 ] && ${waiting} || ${ended}` })
    const waitingFor = new CnnLabProcess(temporaryFolder(), 'sweep', sweepFile(), '--on', 'slurm', '--folder', temporaryFolder(), '--interval', '1', '--wait', '--json')
    expect(await waitingFor.exitCode, waitingFor.stderr).toBe(1)
    expect(sweepRecordSchema.parse(waitingFor.lines.at(-1))).toMatchObject({ status: 'completed', counts: { failed: 2 } })
    expect(waitingFor.stderr).toContain('Task 2 of job 12 on node n1 reached its time limit before it had written a checkpoint')
  })

  it('is told what SLURM refuses, and stays to be submitted', async () => {
    slurmOf({ sbatch: 'case "$*" in *--version*) exit 0;; esac; echo "sbatch: error: Batch job submission failed: Invalid account" >&2; exit 1' })
    const terminal = new Terminal()
    const { exitCode, stderr } = await terminal.run(`sweep ${sweepFile()} --on slurm --folder ${temporaryFolder()} --account none`)
    expect(exitCode).toBe(1)
    expect(stderr).toContain('SLURM refused the job: Batch job submission failed: Invalid account.')
    expect(stderr).toContain('Go on with: cnn-lab sweeps resume sweep-1')
  })

  it('cannot halve', async () => {
    slurmOf({ sbatch: 'exit 0' })
    const halving = join(temporaryFolder(), 'asha.json')
    writeFileSync(halving, JSON.stringify({ version: 1, base: { preset: 'lenet-relu' }, axes: [{ setting: 'optimizer.learningRate', from: 0.01, to: 0.1 }], strategy: { kind: 'asha', points: 9 } }))
    expect(await new Terminal().run(`sweep ${halving} --on slurm --folder ${temporaryFolder()}`)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Successive halving decides after each rung which points go on') as string })
  })
})
