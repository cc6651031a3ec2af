// A SLURM of one node for tests: its daemons run in a temporary folder, as root and without systemd, and leave nothing behind.
import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../files/testing/temporary-folder'

/** Administrators' programs lie outside the PATH of some users. */
const searchPath = [process.env.PATH, '/usr/sbin'].join(delimiter)

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scontrol', 'scancel', 'sinfo'] as const

/** Milliseconds that the node may take until it takes jobs. */
const startPatience = 30_000

/** Why there can be no SLURM here, as the rest of a sentence; null where there can. */
export function whyNoSlurm(): string | null {
  if (process.platform !== 'linux') return 'SLURM runs on Linux alone'
  if (process.getuid?.() !== 0) return 'only root may start a SLURM'
  const missing = programs.filter((program) => !searchPath.split(delimiter).some((folder) => existsSync(join(folder, program))))
  return missing.length > 0 ? `SLURM is not installed: ${missing.join(', ')} is missing` : null
}

export class OneNodeSlurm {
  /** The variables by which SLURM's programs find this one. */
  readonly env: NodeJS.ProcessEnv
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
    this.env = { ...process.env, PATH: searchPath, SLURM_CONF: join(folder, 'slurm.conf') }
  }

  /** Starts the daemons, which end with the test, and waits until the node takes jobs. @param cpus as many tasks run at once as the node is said to have processors */
  static async start(cpus: number): Promise<OneNodeSlurm> {
    const folder = temporaryFolder()
    const slurm = new OneNodeSlurm(folder)
    chmodSync(folder, 0o755) // munged refuses a socket that others cannot reach
    for (const name of ['state', 'spool', 'log', 'munge']) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'munge', 'key'), randomBytes(64), { mode: 0o600 })
    writeFileSync(join(folder, 'slurm.conf'), configuration(folder, cpus, [await freePort(), await freePort()]))
    onTestFinished(() => slurm.stop())
    slurm.#daemon('munged', ...['key-file', 'socket', 'pid-file', 'log-file', 'seed-file'].map((name) => `--${name}=${join(folder, 'munge', mungeFiles[name] ?? name)}`), '--num-threads=1')
    slurm.#daemon('slurmctld', '-f', join(folder, 'slurm.conf'))
    slurm.#daemon('slurmd', '-f', join(folder, 'slurm.conf'), '-N', 'localhost')
    await slurm.#idle()
    return slurm
  }

  /** Runs one of SLURM's programs. @returns what it wrote to standard output @throws where it fails */
  async run(program: string, ...args: readonly string[]): Promise<string> {
    return (await promisify(execFile)(program, args, { env: this.env })).stdout.trim()
  }

  /** Cancels all jobs, and ends the daemons. */
  async stop(): Promise<void> {
    await this.run('scancel', '--user', 'root').catch(() => undefined) // it may not have come to take jobs
    while ((await this.run('squeue', '--noheader').catch(() => '')) !== '') await sleep(100)
    for (const name of ['slurmd.pid', 'slurmctld.pid', join('munge', 'pid')]) await kill(pidIn(join(this.#folder, name)))
  }

  #daemon(program: string, ...args: readonly string[]): void {
    const { status, stdout, stderr } = spawnSync(program, args, { env: this.env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${program} did not start: ${stdout}${stderr}`)
  }

  async #idle(): Promise<void> {
    const end = Date.now() + startPatience
    for (;;) {
      const state = await this.run('sinfo', '--noheader', '--format=%T').catch((error: unknown) => String(error))
      if (state === 'idle') return
      if (Date.now() > end) throw new Error(`The node takes no jobs: ${state}\n${readFileSync(join(this.#folder, 'log', 'slurmd.log'), 'utf8')}`)
      await sleep(100)
    }
  }
}

const mungeFiles: Readonly<Record<string, string>> = { 'key-file': 'key', 'pid-file': 'pid', 'log-file': 'log', 'seed-file': 'seed' }

/**
 * As jobs wait for nothing but free processors here: a job that was put back into the queue starts after `cred_expire` seconds (the least that SLURM takes) rather
 * than two minutes, and the scheduler looks every second rather than every minute. https://slurm.schedmd.com/slurm.conf.html
 */
const configuration = (folder: string, cpus: number, [controllerPort, nodePort]: readonly [number, number]): string => `ClusterName=lab
SlurmctldHost=localhost
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket,cred_expire=5
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldLogFile=${folder}/log/slurmctld.log
SlurmdLogFile=${folder}/log/slurmd.log
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
MailProg=/bin/true
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,sched_min_interval=100000
SlurmdParameters=config_overrides
ReturnToService=2
MpiDefault=none
KillWait=2
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName=localhost CPUs=${cpus} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`

function pidIn(path: string): number | null {
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : null
}

/** Ends a daemon at once, since nothing of its state is to be kept, and waits until it is gone: only then is its folder at rest. */
async function kill(pid: number | null): Promise<void> {
  if (pid === null) return
  for (let signal: NodeJS.Signals | 0 = 'SIGKILL'; ; signal = 0) {
    try {
      process.kill(pid, signal)
    } catch {
      return // it is gone
    }
    await sleep(20)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
  })
}
