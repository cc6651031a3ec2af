// SLURM by its own programs: submits array jobs, asks after their tasks, cancels them and puts them back into the queue.
import { execFile } from 'node:child_process'
import { phrase } from '@language/phrase'
import { clauses } from '@common/words/listed-words'
import { withoutStop } from '@common/words/sentences'
import { LabError } from '@contract/problem'
import { log } from '../../../log/log'
import { taskStates, taskStatesOfAccounting, type TaskState } from './task-states'

/** Milliseconds that one of SLURM's programs may take: a busy controller answers late. */
const patience = 60_000

/** For what tells of jobs: lists of tasks are not cut after 64 characters, and times are those of UTC. */
const telling = { SLURM_BITSTR_LEN: '0', SLURM_TIME_FORMAT: 'standard', TZ: 'UTC' }

/** Bytes that a program may write: an array of a thousand tasks takes about a megabyte. */
const mostOutput = 64e6

/** A program that failed, with what it said. */
interface Failure {
  /** `ENOENT` where there is no such program. */
  readonly code: string | number | null
  readonly said: string
}

export class Slurm {
  readonly #env: NodeJS.ProcessEnv

  constructor(env: NodeJS.ProcessEnv = process.env) {
    this.#env = env
  }

  /** Says whether SLURM is there at all, before a sweep is made. @throws as `submit` */
  async assertThere(): Promise<void> {
    await this.#ask('sbatch', ['--version'], phrase('did not answer'))
  }

  /**
   * Submits a job. @param args options of `sbatch`, then the path of the script
   * @returns the job's id
   * @throws LabError `slurm/missing`, `slurm/refused` with what SLURM said, `slurm/silent`
   */
  async submit(args: readonly string[]): Promise<string> {
    const answer = await this.#ask('sbatch', ['--parsable', ...args], phrase('refused the job'))
    const [, job] = /^(\d+)(;|$)/m.exec(answer) ?? []
    if (job === undefined) throw new LabError('slurm/refused', phrase('SLURM gave the job no number: {answer}.', { answer: oneLine(answer) }), phrase('Look whether `squeue` lists it.'))
    return job
  }

  /** What SLURM knows of the tasks of an array job, by their numbers; of tasks that ended long ago it may know nothing. @throws as `submit` */
  async tasks(job: string): Promise<ReadonlyMap<number, TaskState>> {
    const known = await this.#try('scontrol', ['show', 'job', job, '--oneliner'], telling)
    if (typeof known === 'string') return taskStates(known)
    if (!/invalid job id/i.test(known.said)) throw failed('scontrol', known, phrase('did not say how the job stands'))
    // The controller has forgotten the job; the accounting database, where there is one, has not.
    const accounted = await this.#try('sacct', ['--parsable2', '--noheader', '--allocations', `--jobs=${job}`, '--format=JobID,State,ExitCode,NodeList'])
    return typeof accounted === 'string' ? taskStatesOfAccounting(accounted) : new Map()
  }

  /** Cancels tasks of a job; nothing happens to those that have ended. @throws as `submit` */
  async cancel(job: string, tasks: readonly number[]): Promise<void> {
    await this.#ask('scancel', ['--quiet', ...tasks.map((task) => `${job}_${task}`)], phrase('did not cancel the job'))
  }

  /** Puts a running task back into the queue; SLURM ends it. @throws as `submit` */
  async requeue(job: string, task: number): Promise<void> {
    await this.#ask('scontrol', ['requeue', `${job}_${task}`], phrase('did not put the task back into the queue'))
  }

  /** @param refusal what SLURM did not do, for the message */
  async #ask(program: string, args: readonly string[], refusal: string): Promise<string> {
    const answer = await this.#try(program, args)
    if (typeof answer === 'string') return answer
    throw failed(program, answer, refusal)
  }

  #try(program: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<string | Failure> {
    const began = performance.now()
    return new Promise((resolve) => {
      execFile(program, args, { env: { ...this.#env, ...variables }, timeout: patience, killSignal: 'SIGKILL', maxBuffer: mostOutput }, (error, stdout, stderr) => {
        log('info', 'cluster', 'asked SLURM', { program, milliseconds: Math.round(performance.now() - began), failed: error !== null })
        if (!error) resolve(stdout)
        else resolve({ code: error.killed ? 'timeout' : (error.code ?? null), said: stderr || stdout })
      })
    })
  }
}

function failed(program: string, { code, said }: Failure, refusal: string): LabError {
  if (code === 'ENOENT') {
    return new LabError('slurm/missing', phrase('SLURM cannot be reached from this machine: there is no program {program}.', { program }), phrase("Start the sweep where SLURM's programs can be called, such as the cluster's login node."))
  }
  if (code === 'timeout') return new LabError('slurm/silent', phrase('SLURM {refusal}: {program} gave no answer within {seconds} seconds.', { refusal, program, seconds: patience / 1000 }), phrase('Try again later.'))
  return new LabError('slurm/refused', phrase('SLURM {refusal}: {reason}.', { refusal, reason: oneLine(said) || phrase('{program} ended with exit code {code}', { program, code: String(code) }) }), phrase('Change what it names, then try again.'))
}

/** What a program said, without its own name before each line and the full stop. */
function oneLine(text: string): string {
  return clauses(text.split('\n').map((line) => withoutStop(line.replace(/^\w+: (error: )?/, '').trim())).filter((line) => line !== ''))
}
