// Use cases about experiments: what one will cost, begin, steer, extend, look at its results, and write down a conclusion.
import { sentences } from '@common/words/listed-words'
import { statusWords } from '@common/words/status-words'
import type { Experiment } from '@common/experiments/experiment'
import { experiments as allExperiments } from '@common/experiments/experiments'
import { sum } from '@common/statistics/sum'
import type { SweepNetworks } from '@common/sweeps/point-spec'
import { pointCount } from '@common/sweeps/points'
import { phrase } from '@language/phrase'
import type { DeletedExperiment } from '@contract/api/experiments-api'
import type { AreaCalls } from '@contract/api/lab-api'
import type { AnalysisSpec } from '@contract/experiments/analysis'
import type { ChangedNetwork, ExperimentEstimate } from '@contract/experiments/experiment-estimate'
import type { ExperimentName, ExperimentSize } from '@contract/experiments/experiment-names'
import type { ExperimentPart, ExperimentPlan, ExperimentRecord, PartWork } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import type { NetworkAnalysis } from '@contract/models/network-analysis'
import { networkKey } from '@contract/models/own-network'
import { divergedCode, LabError, toProblem, type Problem } from '@contract/problem'
import type { LabEvent } from '@contract/runs/events'
import { isActive, type RunRecord } from '@contract/runs/run-record'
import { isRange } from '@contract/sweeps/axis'
import type { PointStatus } from '@contract/sweeps/sweep-record'
import { sweepNetworkName } from '@contract/sweeps/sweep-network'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import type { RunSpec } from '@contract/training/run-spec'
import { logTrouble } from '../../log/log'
import { labClosed } from '../lab-closed'
import type { LabEvents } from '../lab-events'
import { experimentActive, type ExperimentWork, type MeasuredPoint, type StoredExperiment, type StoredPart } from '../store/experiment-store'
import { resumeInterrupted } from '../resume-interrupted'
import type { RunTableUseCases } from '../runs/table/run-table-use-cases'
import type { LabStore } from '../store/lab-store'
import { countsOf, sweepActive } from '../store/sweep-store'
import { noNetworksKept, nothingKnown, type FindKnownRun } from '../sweeps/known-run'
import type { SweepUseCases } from '../sweeps/sweep-use-cases'
import type { AnalysisPoint } from './analyses/analysis'
import { ExperimentDriver } from './experiment-driver'
import { definitionOf, workOf } from './experiment-plan'
import { findAmong, runKey } from './known-runs'
import { rowsOfAnalysis, rowsOfSweep } from './result-rows'
import { factsOf, type RunFacts } from './run-figures'

export interface ExperimentDeps {
  readonly store: LabStore
  /** Id of this process in the store. */
  readonly owner: string
  readonly events: LabEvents
  readonly sweeps: SweepUseCases
  readonly runTable: Pick<RunTableUseCases, 'assertDeletable' | 'deleteRuns' | 'putBackRuns'>
  /** The points of an analysis, each measured by itself. */
  readonly analyses: { points(spec: AnalysisSpec): readonly AnalysisPoint[] }
  readonly summarize: (spec: RunSpec) => Promise<NetworkAnalysis>
  /** Whether a run keeps the processor busy, here or in another process. */
  readonly isBusy: () => Promise<boolean>
  /** Default: those of the lab. */
  readonly definitions?: readonly Experiment[]
}

/** Milliseconds between two events about an experiment. */
const tellInterval = 200

/** Faults of points that a refusal names. */
const faultsNamed = 3

/** A part as it stands, with the expected time to its end where its sweep tells it. */
interface SeenPart {
  readonly part: ExperimentPart
  readonly secondsLeft: number | null
}

export class ExperimentUseCases implements AreaCalls<'experiments'> {
  readonly #deps: ExperimentDeps
  /** The experiments that there are, in the order of the chapter. */
  readonly definitions: readonly Experiment[]
  /** The experiments that this process works on. */
  readonly #drivers = new Map<string, ExperimentDriver>()
  /** Expected seconds of the parts of experiments that go on here, by experiment and part. */
  readonly #expected = new Map<string, ReadonlyMap<string, number>>()
  /** Experiments by their sweeps; null: a sweep is the user's own. */
  readonly #bySweep = new Map<string, string | null>()
  /** Facts of runs that have ended, which change no more unless they go on. */
  readonly #facts = new Map<string, { readonly endedAt: string | null; readonly facts: RunFacts }>()
  /** Multiply-adds by network and size. */
  readonly #multiplyAdds = new Map<string, Promise<number | null>>()
  /** Experiments that were told just now; true: they have changed since. */
  readonly #told = new Map<string, boolean>()
  readonly #unsubscribe: () => void
  #closed = false

  constructor(deps: ExperimentDeps) {
    this.#deps = deps
    this.definitions = deps.definitions ?? allExperiments
    this.#unsubscribe = deps.events.subscribe((event: LabEvent) => {
      if (event.type === 'sweep') this.#hearOfSweep(event.sweep.id)
      if (event.type === 'sweep-removed') this.#changed(this.#bySweep.get(event.sweepId) ?? null)
    })
  }

  /** All experiments that were begun, the newest first. */
  async experiments(): Promise<readonly ExperimentRecord[]> {
    const stored = await this.#deps.store.experiments.list()
    return Promise.all(stored.map((experiment) => this.#recordOf(experiment)))
  }

  /** @throws LabError `experiment/unknown`, `experiment/unreadable` */
  async experiment(id: string): Promise<ExperimentRecord> {
    return this.#recordOf(await this.#deps.store.experiments.get(id))
  }

  /** The rows of all parts, as far as they are done. @throws LabError `experiment/unknown`, `experiment/unreadable` */
  async experimentResults(id: string): Promise<readonly ResultRow[]> {
    const { store, sweeps } = this.#deps
    const { parts } = await store.experiments.get(id)
    const measured = await this.#measured(id)
    const rows: ResultRow[] = []
    for (const { name, work, sweep } of parts) {
      if (work.kind === 'analysis') rows.push(...rowsOfAnalysis(name, this.#pointsOf(work), measured))
      else if (sweep !== null) {
        const { points } = await sweeps.sweep(sweep)
        rows.push(...rowsOfSweep(name, points, await this.#factsOf(points.flatMap(({ run }) => run ?? []))))
      }
    }
    return rows
  }

  /** What an experiment will cost, without what one that is begun has done already. @throws LabError `experiment/...`, `sweep/...`, `network/unknown` */
  async estimateExperiment(name: ExperimentName, size: ExperimentSize, plan: ExperimentPlan | null, begun: string | null): Promise<ExperimentEstimate> {
    const { parts } = workOf(definitionOf(this.definitions, name), size, plan)
    const estimates = await this.#estimates(parts, begun)
    const known = [...estimates.values()]
    const onGpu = known.flatMap(({ deviceBytes }) => deviceBytes ?? [])
    const unknown = known.flatMap((estimate) => estimate.unknown ?? [])
    return {
      points: sum(known.map(({ points }) => points)),
      reused: sum(known.map(({ reused }) => reused)),
      seconds: sum(known.map(({ seconds }) => seconds)),
      memoryBytes: Math.max(0, ...known.map(({ memoryBytes }) => memoryBytes)),
      deviceBytes: onGpu.length === 0 ? null : Math.max(...onGpu),
      unknown: unknown[0] ? { points: sum(unknown.map(({ points }) => points)), reason: unknown[0].reason } : null,
      faults: known.flatMap(({ faults }) => faults),
      changedNetworks: known.flatMap(({ changedNetworks }) => changedNetworks),
      basis: known.every(({ basis }) => basis === 'measured') ? 'measured' : 'predicted',
    }
  }

  /** @throws LabError `experiment/no-definition`, `experiment/no-part`, `experiment/points-invalid` where points contradict themselves or name a network that there is not */
  async startExperiment(name: ExperimentName, size: ExperimentSize, plan: ExperimentPlan | null): Promise<ExperimentRecord> {
    this.#assertOpen()
    const work = workOf(definitionOf(this.definitions, name), size, plan)
    await this.#assertPossible(work, noNetworksKept)
    const { store, owner } = this.#deps
    const { id } = await store.experiments.create(name, work, owner)
    return this.#drive(id)
  }

  /**
   * Goes on to a larger size, or to a changed plan. What is the same in both stays; where a part changes, a new sweep takes over every run that it asks for. Own and imported networks stay
   * what they were when they joined.
   * @throws LabError `experiment/active`, and those of `startExperiment`
   */
  async extendExperiment(id: string, size: ExperimentSize, plan: ExperimentPlan | null): Promise<ExperimentRecord> {
    this.#assertOpen()
    const { store, owner } = this.#deps
    const { name } = await store.experiments.get(id)
    if (this.#drivers.has(id)) throw experimentActive(id)
    const work = workOf(definitionOf(this.definitions, name), size, plan)
    await this.#assertPossible(work, await this.#networksKept(id))
    await store.experiments.replan(id, work)
    await store.experiments.forgetMeasured(id, null)
    await store.experiments.take(id, owner)
    return this.#drive(id)
  }

  /** Holds an experiment: runs that go on stop with a checkpoint, and no other begins. @throws LabError `experiment/unknown`, `experiment/not-running`, `experiment/active` */
  async pauseExperiment(id: string): Promise<ExperimentRecord> {
    const driver = this.#drivers.get(id)
    if (!driver) {
      const { status } = await this.#deps.store.experiments.get(id)
      throw status === 'running' ? experimentActive(id) : new LabError('experiment/not-running', phrase('The experiment {id} does not go on ({status}).', { id, status: statusWords[status] }), phrase('Resume it first.'))
    }
    await driver.hold('paused')
    await driver.ended
    return this.experiment(id)
  }

  /** Goes on with a paused or interrupted experiment, or with parts that could not be done. @throws LabError `experiment/unknown`, `experiment/active`, `experiment/completed` */
  async resumeExperiment(id: string): Promise<ExperimentRecord> {
    this.#assertOpen()
    if (this.#drivers.has(id)) return this.experiment(id)
    const { store, owner } = this.#deps
    const { status, parts } = await this.experiment(id)
    if (status === 'completed' && parts.every((part) => part.status === 'completed')) {
      throw new LabError('experiment/completed', phrase('Every part of the experiment {id} has ended.', { id }), phrase('Extend it to a larger size, or repeat its failed points.'))
    }
    await store.experiments.forgetMeasured(id, null)
    await store.experiments.take(id, owner)
    return this.#drive(id)
  }

  /** Runs one failed or stopped point of a part again. @throws LabError `experiment/unknown`, `experiment/no-part`, `experiment/no-point`, `experiment/active`, `sweep/point-fine` */
  async repeatExperimentPoint(id: string, partName: string, number: number): Promise<ExperimentRecord> {
    this.#assertOpen()
    const { store, owner, sweeps } = this.#deps
    const { parts } = await store.experiments.get(id)
    const part = parts.find(({ name }) => name === partName)
    if (!part) throw new LabError('experiment/no-part', phrase('The experiment {id} has no part {part}.', { id, part: partName }), phrase('Its parts are {parts}.', { parts: parts.map(({ name }) => name).join(', ') }))
    const isDriven = this.#drivers.has(id)
    if (part.work.kind === 'analysis') {
      const point = this.#pointsOf(part.work)[number - 1]
      if (!point) throw noPoint(id, partName, number)
      if (!isDriven) await store.experiments.take(id, owner)
      await store.experiments.forgetMeasured(id, point.key)
    } else {
      if (part.sweep === null) throw noPoint(id, partName, number)
      await sweeps.retryPoint(part.sweep, number)
      if (!isDriven) await store.experiments.take(id, owner)
    }
    return isDriven ? this.experiment(id) : this.#drive(id)
  }

  /** @throws LabError `experiment/unknown` */
  async saveConclusion(id: string, conclusion: string): Promise<ExperimentRecord> {
    await this.#deps.store.experiments.saveConclusion(id, conclusion)
    this.#changed(id)
    return this.experiment(id)
  }

  /** Settles when an experiment is no longer worked on in this process; at once where it is not. */
  async ended(id: string): Promise<void> {
    await this.#drivers.get(id)?.ended
  }

  /** Deletes an experiment that does not go on until the lab closes; its sweeps and runs stay, or go too. @throws LabError `experiment/unknown`, `experiment/active`, `sweep/active`, `run/active` */
  async removeExperiment(id: string, withRuns: boolean): Promise<DeletedExperiment> {
    const { store, owner, sweeps, runTable, events } = this.#deps
    if (this.#drivers.has(id)) throw experimentActive(id)
    const ownSweeps = await store.experiments.sweeps(id)
    const ownRuns = withRuns ? await store.experiments.runs(id) : []
    if (withRuns) for (const sweep of ownSweeps) if ((await sweeps.summary(sweep)).status === 'running') throw sweepActive(sweep)
    await runTable.assertDeletable(ownRuns)
    for (const sweep of ownSweeps) this.#bySweep.set(sweep, null) // so that nothing more is told of it
    if (withRuns) for (const sweep of ownSweeps) await sweeps.removeSweep(sweep, false)
    await store.deletedExperiments.discard(id, owner)
    events.tell({ type: 'experiment-removed', experimentId: id })
    const { deleted, bytes } = ownRuns.length === 0 ? { deleted: [], bytes: 0 } : await runTable.deleteRuns(ownRuns)
    return { sweeps: withRuns ? ownSweeps : [], runs: deleted, bytes }
  }

  /** Puts a deleted experiment back. @param ownSweeps ids of the sweeps that went with it @param ownRuns ids of the runs that did */
  async putBackExperiment(id: string, ownSweeps: readonly string[], ownRuns: readonly string[]): Promise<null> {
    const { store, owner, sweeps, runTable, events } = this.#deps
    if (ownRuns.length > 0) await runTable.putBackRuns(ownRuns)
    if (!(await store.deletedExperiments.putBack(id, owner))) return null
    for (const sweep of ownSweeps) await sweeps.putBackSweep(sweep, [])
    this.#bySweep.clear() // they are looked up again
    events.tell({ type: 'experiment', experiment: await this.experiment(id) })
    return null
  }

  /** Deletes for good what this process has deleted. */
  deleteForGood(): Promise<void> {
    return this.#deps.store.deletedExperiments.forgetBy(this.#deps.owner)
  }

  /** Deletes for good what processes have deleted that are gone: they have closed or crashed, so nobody can put it back. */
  dropAbandoned(): Promise<void> {
    return this.#deps.store.deletedExperiments.forgetAbandoned().catch((error: unknown) => {
      logTrouble('experiments', 'deleted experiments not deleted for good', error) // the next start tries again
    })
  }

  /** Goes on with the experiments that the end of another lab has interrupted. */
  async takeOver(): Promise<void> {
    await resumeInterrupted('experiments', await this.#deps.store.experiments.list(), (id) => this.resumeExperiment(id))
  }

  /** Begins nothing more: the lab is about to close. */
  async rest(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#drivers.values()].map((driver) => driver.hold('interrupted')))
  }

  /** Waits until how the experiments stand is written, after their sweeps have been left. */
  async close(): Promise<void> {
    await Promise.all([...this.#drivers.values()].map((driver) => driver.ended))
    this.#unsubscribe()
    if (this.#deps.store.isReadOnly) return
    await this.deleteForGood().catch((error: unknown) => {
      logTrouble('experiments', 'deleted experiments not deleted for good', error) // the next start does so
    })
  }

  /** Works on an experiment that is in this process's hands. */
  async #drive(id: string): Promise<ExperimentRecord> {
    const { store, owner, sweeps, isBusy } = this.#deps
    const driver = new ExperimentDriver({
      read: () => store.experiments.get(id),
      startSweep: (part, spec) => this.#startSweep(id, part, spec),
      sweeps,
      analysisPoints: (work) => this.#pointsOf(work),
      measured: () => store.experiments.measured(id),
      saveMeasured: (point) => store.experiments.saveMeasured(id, point),
      isBusy,
      setProblem: (part, error) => store.experiments.setProblem(id, part, toProblem(error)),
      setStatus: (status) => store.experiments.setStatus(id, status, owner).finally(() => this.#drivers.delete(id)),
      changed: () => {
        this.#changed(id)
      },
    })
    this.#drivers.set(id, driver)
    void this.#expect(id)
    driver.begin()
    this.#changed(id)
    return this.experiment(id)
  }

  async #startSweep(id: string, part: string, spec: SweepSpec): Promise<string> {
    const { store, sweeps } = this.#deps
    const { parts } = await store.experiments.get(id)
    const networks = await this.#networksKept(id)
    const known = findAmong(await this.#runsOf(id), await this.#wantedBy(parts, networks))
    const { id: sweep } = await sweeps.startSweep(spec, { kind: 'local' }, { experiment: { id, part }, known, networks })
    for (const replaced of await store.experiments.replacedSweeps(id)) await sweeps.dropSweep(replaced)
    return sweep
  }

  /** The runs that an experiment has made, as the store has them. */
  async #runsOf(id: string): Promise<readonly RunRecord[]> {
    const { experiments, runs } = this.#deps.store
    const ids = await experiments.runs(id)
    return Promise.all(ids.map((run) => runs.get(run)))
  }

  /** The own and imported networks of an experiment by the keys of their names, as they were when they joined it. */
  async #networksKept(id: string): Promise<SweepNetworks> {
    const { experiments, sweeps } = this.#deps.store
    const networks = await Promise.all((await experiments.sweeps(id)).map((sweep) => sweeps.networks(sweep)))
    return new Map(networks.flat().map((network) => [networkKey(sweepNetworkName(network)), network]))
  }

  /** The runs that parts ask for; of a part that cannot be trained none. */
  async #wantedBy(parts: ExperimentWork['parts'], networks: SweepNetworks): Promise<readonly RunSpec[]> {
    const wanted = await Promise.all(
      parts.map(async ({ work }) => {
        if (work.kind !== 'sweep') return []
        try {
          return (await this.#deps.sweeps.runsOf(work.sweep, networks)).flatMap(({ spec }) => spec ?? [])
        } catch (error) {
          if (!(error instanceof LabError)) throw error
          return [] // the part itself tells why
        }
      }),
    )
    return wanted.flat()
  }

  /** @throws LabError `experiment/points-invalid` that names part and point */
  async #assertPossible({ parts }: ExperimentWork, networks: SweepNetworks): Promise<void> {
    const faults: string[] = []
    for (const { name, work } of parts) {
      if (work.kind !== 'sweep') continue
      const runs = await this.#deps.sweeps.runsOf(work.sweep, networks)
      faults.push(...runs.flatMap(({ fault }, index) => (fault === null ? [] : [phrase('point {number} of the part {name}: {fault}', { number: index + 1, name, fault })])))
    }
    if (faults.length === 0) return
    const more = faults.length > faultsNamed ? phrase(' And {count} more.', { count: faults.length - faultsNamed }) : ''
    throw new LabError('experiment/points-invalid', phrase('The experiment cannot be run: {faults}{more}', { faults: sentences(faults.slice(0, faultsNamed)), more }), phrase('Change its settings so that they go together.'))
  }

  /** The cost of each part that is left, by its name. */
  async #estimates(parts: ExperimentWork['parts'], begun: string | null): Promise<ReadonlyMap<string, ExperimentEstimate>> {
    const measured = begun === null ? new Map<string, MeasuredPoint>() : await this.#measured(begun)
    const networks = begun === null ? noNetworksKept : await this.#networksKept(begun)
    const found = begun === null ? nothingKnown : findAmong(await this.#runsOf(begun), await this.#wantedBy(parts, networks))
    const known = rememberingWhatIsAskedFor(found)
    const estimates = new Map<string, ExperimentEstimate>()
    for (const { name, work } of parts) {
      estimates.set(name, work.kind === 'sweep' ? await this.#estimateOfSweep(name, work.sweep, known, networks) : await this.#estimateOfAnalysis(name, this.#pointsOf(work), measured))
    }
    return estimates
  }

  async #estimateOfSweep(part: string, spec: SweepSpec, known: FindKnownRun, networks: SweepNetworks): Promise<ExperimentEstimate> {
    const { estimate, known: reused } = await this.#deps.sweeps.estimateRest(spec, known, networks)
    const { points, seconds, memoryBytes, deviceBytes, unknown, basis, faults } = estimate
    const changedNetworks = await this.#changedNetworks(part, spec, networks)
    return { points, reused, seconds, memoryBytes, deviceBytes, unknown, basis, faults: faults.map((fault) => ({ ...fault, part })), changedNetworks }
  }

  /** The networks that a sweep names and that were changed or removed since they joined the experiment. */
  async #changedNetworks(part: string, { axes }: SweepSpec, kept: SweepNetworks): Promise<readonly ChangedNetwork[]> {
    const axis = axes.find(({ setting }) => setting === 'network.model')
    const named = (axis && !isRange(axis) ? axis.values : []).flatMap((name) => kept.get(networkKey(String(name))) ?? [])
    const changed: ChangedNetwork[] = []
    for (const network of named) {
      const name = sweepNetworkName(network)
      const note = await this.#deps.sweeps.network(name).then(
        (now) => (JSON.stringify(now) === JSON.stringify(network) ? null : phrase('{name} was changed since it joined this record, which goes on with it as it was. To compare the changed one, save it under another name and add that, or begin anew.', { name })),
        (error: unknown) => {
          if (!(error instanceof LabError && error.code === 'network/unknown')) throw error
          return phrase('{name} was removed or renamed since it joined this record, which goes on with it as it was.', { name })
        },
      )
      if (note !== null) changed.push({ part, name, note })
    }
    return changed
  }

  async #estimateOfAnalysis(part: string, points: readonly AnalysisPoint[], measured: ReadonlyMap<string, MeasuredPoint>): Promise<ExperimentEstimate> {
    const left = points.filter(({ key }) => measured.get(key)?.problem !== null) // also those that have failed: they are measured again
    const costs = await Promise.all(
      left.map(async (point) => {
        try {
          return { ...(await point.cost()), fault: null }
        } catch (error) {
          if (!(error instanceof LabError)) throw error
          return { seconds: 0, memoryBytes: 0, fault: { part, number: points.indexOf(point) + 1, reason: error.message } }
        }
      }),
    )
    return {
      points: left.length,
      reused: points.length - left.length,
      seconds: sum(costs.map(({ seconds }) => seconds)),
      memoryBytes: Math.max(0, ...costs.map(({ memoryBytes }) => memoryBytes)),
      deviceBytes: null,
      unknown: null,
      faults: costs.flatMap(({ fault }) => fault ?? []),
      changedNetworks: [],
      basis: 'predicted',
    }
  }

  /** Finds out, beside the work, how long each part is expected to take. */
  async #expect(id: string): Promise<void> {
    try {
      const { parts } = await this.#deps.store.experiments.get(id)
      const estimates = await this.#estimates(parts, id)
      this.#expected.set(id, new Map([...estimates].map(([part, { seconds }]) => [part, seconds])))
      this.#changed(id)
    } catch (error) {
      logTrouble('experiments', 'cost of parts not known', error, { experiment: id }) // the time left is not told then
    }
  }

  async #recordOf({ parts, ...stored }: StoredExperiment): Promise<ExperimentRecord> {
    const { id, status } = stored
    const measured = parts.some(({ work }) => work.kind === 'analysis') ? await this.#measured(id) : new Map<string, MeasuredPoint>()
    const seen = await Promise.all(parts.map((part) => this.#partOf(stored, part, measured)))
    const lefts = seen.map(({ part, secondsLeft }) => secondsLeft ?? (part.status === 'waiting' ? (this.#expected.get(id)?.get(part.name) ?? null) : part.status === 'completed' || part.status === 'failed' ? 0 : null))
    const secondsLeft = status === 'completed' ? 0 : lefts.some((left) => left === null) ? null : sum(lefts.map((left) => left ?? 0))
    return { ...stored, parts: seen.map(({ part }) => part), secondsLeft }
  }

  async #partOf({ id, status }: Pick<StoredExperiment, 'id' | 'status'>, { name, work, sweep, problem }: StoredPart, measured: ReadonlyMap<string, MeasuredPoint>): Promise<SeenPart> {
    if (work.kind === 'analysis') return this.#analysisPart(id, { name, work, status, problem }, measured)
    if (sweep !== null) {
      this.#bySweep.set(sweep, id)
      const summary = await this.#deps.sweeps.summary(sweep)
      const diverged = summary.counts.failed === 0 ? 0 : await this.#divergedOf(sweep)
      return { part: { name, work, sweep, status: summary.status, counts: summary.counts, diverged, problem: summary.problem ?? problem }, secondsLeft: summary.status === 'running' ? summary.secondsLeft : null }
    }
    // An experiment that has ended has begun the sweep of every part that could be done.
    const missing = problem ?? (status === 'completed' ? sweepGone : null)
    const counts = countsOf(missing ? [] : Array.from({ length: pointCount(work.sweep) }, (): PointStatus => 'waiting'))
    return { part: { name, work, sweep, status: missing ? 'failed' : 'waiting', counts, diverged: 0, problem: missing }, secondsLeft: null }
  }

  /** How many points of a sweep have diverged. */
  async #divergedOf(sweep: string): Promise<number> {
    const { points } = await this.#deps.sweeps.sweep(sweep)
    return points.filter(({ status, problem }) => status === 'failed' && problem?.code === divergedCode).length
  }

  #analysisPart(id: string, { name, work, status, problem }: { readonly name: string; readonly work: Extract<PartWork, { kind: 'analysis' }>; readonly status: StoredExperiment['status']; readonly problem: Problem | null }, measured: ReadonlyMap<string, MeasuredPoint>): SeenPart {
    const points = this.#pointsOf(work)
    const now = this.#drivers.get(id)?.measuringKey ?? null
    const statuses = points.map(({ key }): PointStatus => {
      const given = measured.get(key)
      if (given) return given.problem ? 'failed' : 'completed'
      return key === now ? 'running' : 'waiting'
    })
    const counts = countsOf(statuses)
    const hasEnded = counts.completed + counts.failed === counts.total
    const first = points.map(({ key }) => measured.get(key)?.problem ?? null).find((found) => found !== null) ?? null
    const going = status === 'completed' ? 'failed' : status // of an experiment that has ended only a part that could not be done is left
    const isBegun = counts.completed + counts.failed + counts.running > 0
    const state = hasEnded ? (counts.completed === 0 && counts.failed > 0 ? 'failed' : 'completed') : problem ? 'failed' : isBegun ? going : 'waiting'
    return { part: { name, work, sweep: null, status: state, counts, diverged: 0, problem: problem ?? first }, secondsLeft: null }
  }

  #pointsOf(work: PartWork): readonly AnalysisPoint[] {
    return work.kind === 'analysis' ? this.#deps.analyses.points(work.analysis) : []
  }

  async #measured(id: string): Promise<ReadonlyMap<string, MeasuredPoint>> {
    return new Map((await this.#deps.store.experiments.measured(id)).map((point) => [point.key, point]))
  }

  /** Facts of runs by their ids; of runs that were deleted meanwhile none. */
  async #factsOf(ids: readonly string[]): Promise<ReadonlyMap<string, RunFacts>> {
    const { runs } = this.#deps.store
    const facts = new Map<string, RunFacts>()
    for (const id of ids) {
      const known = this.#facts.get(id)
      try {
        const run = await runs.get(id)
        const found = known && known.endedAt !== null && known.endedAt === run.endedAt ? known.facts : factsOf(run, { startLoss: await runs.firstLoss(id), multiplyAdds: await this.#multiplyAddsOf(run.spec) })
        if (!isActive(run.status)) this.#facts.set(id, { endedAt: run.endedAt, facts: found })
        facts.set(id, found)
      } catch (error) {
        if (!(error instanceof LabError && error.code === 'run/unknown')) throw error
      }
    }
    return facts
  }

  /** Of one image in the forward pass; null: the network cannot be analysed. */
  #multiplyAddsOf(spec: RunSpec): Promise<number | null> {
    const { network, preprocessing, dataset } = spec
    const key = JSON.stringify([network, preprocessing, dataset.id])
    const known = this.#multiplyAdds.get(key)
    if (known) return known
    const found = this.#deps.summarize({ ...spec, batchSize: 1, microBatchSize: null }).then(
      ({ total }) => total.passes.forward.multiplyAdds,
      (error: unknown) => {
        logTrouble('experiments', 'network not analysed', error) // the figure is missing in the table, and nothing else
        return null
      },
    )
    this.#multiplyAdds.set(key, found)
    return found
  }

  #hearOfSweep(sweep: string): void {
    const known = this.#bySweep.get(sweep)
    if (known !== undefined) {
      this.#changed(known)
      return
    }
    this.#deps.store.experiments.ofSweep(sweep).then(
      (experiment) => {
        this.#bySweep.set(sweep, experiment)
        this.#changed(experiment)
      },
      (error: unknown) => {
        logTrouble('experiments', 'sweep not looked up', error, { sweep }) // at its next change it is
      },
    )
  }

  /** Tells of an experiment now or within the interval. */
  #changed(id: string | null): void {
    if (id === null) return
    if (this.#told.has(id)) {
      this.#told.set(id, true)
      return
    }
    this.#told.set(id, false)
    setTimeout(() => {
      const again = this.#told.get(id) === true
      this.#told.delete(id)
      if (again) this.#changed(id)
    }, tellInterval).unref()
    this.#tell(id).catch((error: unknown) => {
      if (!this.#closed) logTrouble('experiments', 'change not told', error, { experiment: id }) // whoever opens the experiment reads it
    })
  }

  async #tell(id: string): Promise<void> {
    const experiment = await this.experiment(id)
    this.#deps.events.tell({ type: 'experiment', experiment })
  }

  #assertOpen(): void {
    if (this.#closed) throw labClosed()
  }
}

const sweepGone: Problem = { code: 'experiment/sweep-gone', message: phrase('The sweep of this part was deleted.'), remedy: phrase('Resume the experiment: it trains what is missing, and takes over the runs that are left.') }

const noPoint = (id: string, part: string, number: number): LabError => new LabError('experiment/no-point', phrase('The part {part} of {id} has no point {number}.', { part, id, number }), phrase('The results number the points that there are.'))

/** Counts a run that several parts ask for once. */
function rememberingWhatIsAskedFor(find: FindKnownRun): FindKnownRun {
  const asked = new Set<string>()
  return (spec) => {
    const key = runKey(spec)
    if (asked.has(key)) return { run: '', epochs: null, status: 'completed', doneShare: 1 }
    asked.add(key)
    return find(spec)
  }
}
