// SLURM that is missing or refuses, in one sentence each; programs of the same names stand in for it.
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { Slurm } from './slurm'

/** SLURM whose programs are shell scripts. */
function slurmOf(scripts: Readonly<Record<string, string>>): Slurm {
  const folder = temporaryFolder()
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return new Slurm({ PATH: folder })
}

describe.skipIf(process.platform === 'win32')('SLURM', () => {
  it('is missing', async () => {
    await expect(slurmOf({}).submit(['x.sh'])).rejects.toMatchObject({ code: 'slurm/missing', message: 'SLURM cannot be reached from this machine: there is no program sbatch.' })
  })

  it('refuses, in its own words', async () => {
    const slurm = slurmOf({ sbatch: 'echo "sbatch: error: invalid partition specified: gpu" >&2; echo "sbatch: error: Batch job submission failed: Invalid partition name specified" >&2; exit 1' })
    await expect(slurm.submit(['x.sh'])).rejects.toMatchObject({
      code: 'slurm/refused',
      message: 'SLURM refused the job: invalid partition specified: gpu; Batch job submission failed: Invalid partition name specified.',
    })
  })

  it('gives a job a number, on a cluster of several too', async () => {
    expect(await slurmOf({ sbatch: 'echo "12;alpha"' }).submit(['x.sh'])).toBe('12')
    await expect(slurmOf({ sbatch: 'echo hello' }).submit(['x.sh'])).rejects.toMatchObject({ message: 'SLURM gave the job no number: hello.' })
  })

  it('knows a job that it has forgotten by its accounts, or not at all', async () => {
    const scontrol = 'echo "slurm_load_jobs error: Invalid job id specified" >&2; exit 1'
    expect([...(await slurmOf({ scontrol, sacct: 'echo "12_3|TIMEOUT|0:0|n1"' }).tasks('12')).keys()]).toEqual([3])
    expect((await slurmOf({ scontrol, sacct: 'exit 1' }).tasks('12')).size).toBe(0)
  })

  it('that does not answer is no SLURM that knows of no task', async () => {
    const slurm = slurmOf({ scontrol: 'echo "slurm_load_jobs error: Unable to contact slurm controller (connect failure)" >&2; exit 1' })
    await expect(slurm.tasks('12')).rejects.toMatchObject({ code: 'slurm/refused', message: expect.stringContaining('Unable to contact slurm controller') as string })
  })
})
