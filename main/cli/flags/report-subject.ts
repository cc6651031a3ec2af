// What the ids of `cnn-lab report` stand for: runs, one sweep, or one experiment.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { ReportSubject } from '@contract/reports/report-request'
import type { Lab } from '../../lab/lab'
import { UsageError } from './usage-error'

/** @throws LabError `report/unknown-subject`; UsageError where the ids do not go together */
export async function reportSubject(lab: Pick<Lab, 'runs' | 'sweeps' | 'experiments'>, ids: readonly string[], compares: boolean): Promise<ReportSubject> {
  const names = [...new Set(ids)]
  const subjects = await Promise.all(names.map((name) => subjectOf(lab, name)))
  const [first] = subjects
  if (subjects.length === 1 && first && first.kind !== 'runs') {
    if (compares) throw new UsageError(phrase('--compare compares runs, and {name} is {kind}.', { name: names[0] ?? '', kind: kindWords[first.kind] }))
    return first
  }
  const runs = subjects.map((subject, index) => {
    if (subject.kind !== 'runs') throw new UsageError(phrase('{name} is {kind}, which has a report of its own: name it alone.', { name: names[index] ?? '', kind: kindWords[subject.kind] }))
    return subject.id
  })
  if (!compares) return { kind: 'runs', ids: runs }
  if (runs.length < 2) throw new UsageError(phrase('--compare needs two runs or more.'))
  return { kind: 'comparison', ids: runs }
}

type NamedSubject = { readonly kind: 'runs'; readonly id: string } | Extract<ReportSubject, { readonly id: string }>

const kindWords: Readonly<Record<NamedSubject['kind'], string>> = { runs: phrase('a run'), sweep: phrase('a sweep'), experiment: phrase('an experiment') }

async function subjectOf({ runs, sweeps, experiments }: Pick<Lab, 'runs' | 'sweeps' | 'experiments'>, id: string): Promise<NamedSubject> {
  if (await isThere('run/unknown', () => runs.record(id))) return { kind: 'runs', id }
  if (await isThere('sweep/unknown', () => sweeps.sweep(id))) return { kind: 'sweep', id }
  // By its name, the experiment that was begun last.
  const experiment = (await experiments.experiments()).find((record) => record.id === id || record.name === id)
  if (experiment) return { kind: 'experiment', id: experiment.id }
  const isName = experiments.definitions.some(({ name }) => name === id)
  if (isName) throw new LabError('report/unknown-subject', phrase('The experiment {id} has not been run yet.', { id }), phrase('Run it first.'))
  throw new LabError('report/unknown-subject', phrase('There is no run, sweep or experiment {id}.', { id }))
}

async function isThere(unknown: string, look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look()
    return true
  } catch (error) {
    if (error instanceof LabError && error.code === unknown) return false
    throw error
  }
}
