// Installs SLURM for the tests of sweeps on a cluster, where that is possible; without it those tests are left out, with the reason.
import { existsSync } from 'node:fs'
import { installPackages } from './apt.mjs'
import { commandExists } from './commands.mjs'
import { log } from './log.mjs'
import { SetupProblem } from './problem.mjs'

/**
 * The programs that a SLURM of one node consists of, by Debian package.
 * @type {Record<string, string[]>}
 */
const programsOf = {
  'slurmctld': ['slurmctld'],
  'slurmd': ['slurmd'],
  'slurm-client': ['sbatch', 'scancel', 'scontrol', 'sinfo'],
  'munge': ['munged'],
}

/**
 * @param {(program: string) => boolean} isThere
 * @returns {string[]} the packages that hold the programs which are missing
 */
export function missingPackages(isThere) {
  return Object.entries(programsOf).filter(([, programs]) => !programs.every(isThere)).map(([name]) => name)
}

/** Installs SLURM where it is missing and this process may install it; prints one line where it may not. */
export async function trySlurm() {
  const packages = missingPackages((program) => commandExists(program) || existsSync(`/usr/sbin/${program}`))
  if (packages.length === 0) return
  const reason = await whyNotInstalled(packages)
  if (reason === null) return
  log('info', 'no SLURM', { reason })
  process.stderr.write(`The test of sweeps on a cluster will be left out: ${reason}\n`)
}

/**
 * @param {string[]} packages to install
 * @returns {Promise<string | null>} one sentence; null where they are installed now
 */
async function whyNotInstalled(packages) {
  if (process.platform !== 'linux' || !commandExists('apt-get')) return 'SLURM is not installed, and only Debian and Ubuntu have it as packages.'
  if (process.getuid?.() !== 0) return 'only root may start a SLURM.'
  try {
    await installPackages(packages, 'the test of sweeps on a cluster')
    return null
  } catch (error) {
    if (error instanceof SetupProblem) return error.message
    throw error
  }
}
