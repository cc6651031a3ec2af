// Use cases about sweeps: what one will cost, begin, steer, extend, and look at it.
import { clauses, sentences } from '@common/words/listed-words'
import { statusWords } from '@common/words/status-words'
import { axisLevels } from '@common/sweeps/axis-values'
import { runOfPoint, type PointRun, type SweepNetworks } from '@common/sweeps/point-spec'
import { pointKey, sweepPoints } from '@common/sweeps/points'
import { rungEpochs } from '@common/sweeps/asha'
import { tooManyPoints } from '@common/sweeps/sweep-file'
import { sweepTitle } from '@common/sweeps/sweep-words'
import { phrase } from '@language/phrase'
import { oneLine } from '@contract/one-line'
import type { AreaCalls } from '@contract/api/lab-api'
import type { DeletedSweep } from '@contract/api/sweeps-api'
import { networkFileOf, trainingSize } from '@contract/models/imported-network'
import { networkKey } from '@contract/models/own-network'
import { modelNameSchema } from '@contract/models/zoo'
import { LabError } from '@contract/problem'
import type { LabEvent } from '@contract/runs/events'
import type { RunRecord, RunSweep } from '@contract/runs/run-record'
import type { SweepEstimate } from '@contract/sweeps/sweep-estimate'
import { sweepNetworkName, type SweepNetwork } from '@contract/sweeps/sweep-network'
import type { SweepPlace } from '@contract/sweeps/sweep-place'
import { hasEnded, type SweepPoint, type SweepRecord, type SweepSummary } from '@contract/sweeps/sweep-record'
import { sweepSpecSchema, type SweepSpec } from '@contract/sweeps/sweep-spec'
import type { Estimate } from '@contract/training/estimate'
import type { RunSpec } from '@contract/training/run-spec'
import { dependsOnLength } from '@contract/training/schedule'
import { setImmediate } from 'node:timers/promises'
import { log, logTrouble } from '../../log/log'
import type { LabEvents } from '../lab-events'
import { resumeInterrupted } from '../resume-interrupted'
import type { LabStore } from '../store/lab-store'
import { sweepActive } from '../store/sweep-store'
import { SlurmSweep } from '../cluster/slurm-sweep'
import type { ClusterSweeps } from '../cluster/cluster-sweeps'
import { labClosed } from '../lab-closed'
import { DeletedSweeps, type DeletedSweepsDeps } from './deleted-sweeps'
import { noNetworksKept, nothingKnown, type FindKnownRun, type SweepOfPart } from './known-run'
import { LocalSweep, type SweepRuns } from './local-sweep'
import { SweepBook } from './sweep-book'
import { estimateOf, pointCosts, pointsAtOnce, type RestEstimate } from './sweep-costs'
import type { SweepDriver } from './sweep-driver'
import { secondsLeft, type ExpectedTime } from './time-left'

export interface SweepDeps {
  readonly store: Pick<LabStore, 'sweeps' | 'deletedSweeps' | 'ownNetworks' | 'networkFiles' | 'isReadOnly'>
  /** Id of this process in the store. */
  readonly owner: string
  readonly events: LabEvents
  readonly runs: SweepRuns & { record(id: string): Promise<RunRecord> }
  readonly runTable: DeletedSweepsDeps['runTable']
  /** Sweeps that a cluster trains. */
  readonly cluster: ClusterSweeps
  /** The cost of a run without measuring it. */
  readonly estimate: (spec: RunSpec) => Promise<Estimate>
}

/** Milliseconds between two looks for sweeps on clusters that other processes have begun. */
const followInterval = 60_000

const ofNoPart: SweepOfPart = { experiment: null, known: nothingKnown, networks: noNetworksKept }

/** Faults of points that a refusal names. */
const faultsNamed = 3

export class SweepUseCases implements AreaCalls<'sweeps'> {
  readonly #deps: SweepDeps
  readonly #deleted: DeletedSweeps
  /** The sweeps that this process works on. */
  readonly #drivers = new Map<string, SweepDriver>()
  readonly #unsubscribe: () => void
  #following: NodeJS.Timeout | null = null
  #closed = false

  constructor(deps: SweepDeps) {
    this.#deps = deps
    this.#deleted = new DeletedSweeps(deps)
    this.#unsubscribe = deps.events.subscribe((event: LabEvent) => {
      for (const driver of this.#drivers.values()) driver.hear(event)
      if (event.type === 'run' && event.run.sweep && !this.#drivers.has(event.run.sweep.id)) this.#tellOfRun(event.run.sweep)
    })
  }

  /** Tells of a point whose run the user lets go on, or ends, while nothing works on its sweep. */
  #tellOfRun({ id, point }: RunSweep): void {
    const told = async (): Promise<void> => {
      const { points, ...sweep } = await this.sweep(id)
      if (!this.#closed) this.#deps.events.tell({ type: 'sweep', sweep, points: points.filter(({ number }) => number === point) })
    }
    told().catch((error: unknown) => {
      logTrouble('sweeps', 'point not told', error, { sweep: id }) // whoever opens the sweep reads it
    })
  }

  /** All sweeps without their points, the newest first. */
  async sweeps(): Promise<readonly SweepSummary[]> {
    const stored = await this.#deps.store.sweeps.list()
    return stored.map((summary) => this.#drivers.get(summary.id)?.book.summary ?? summary)
  }

  /** A sweep with its points. @throws LabError `sweep/unknown`, `store/damaged` */
  async sweep(id: string): Promise<SweepRecord> {
    const driver = this.#drivers.get(id)
    if (driver) return driver.book.record
    const { store } = this.#deps
    return { ...(await store.sweeps.get(id)), points: [...(await store.sweeps.points(id))] }
  }

  /** A sweep without its points. @throws LabError `sweep/unknown`, `store/damaged` */
  async summary(id: string): Promise<SweepSummary> {
    return this.#drivers.get(id)?.book.summary ?? this.#deps.store.sweeps.get(id)
  }

  /** What a sweep will cost, and which of its points cannot be trained. @throws LabError `sweep/invalid`, `sweep/too-many-points` */
  async estimateSweep(spec: SweepSpec): Promise<SweepEstimate> {
    return (await this.estimateRest(spec, nothingKnown)).estimate
  }

  /** What a sweep will cost without what is known already; networks that are kept are those of their name. @throws as `estimateSweep` */
  async estimateRest(spec: SweepSpec, known: FindKnownRun, kept: SweepNetworks = noNetworksKept): Promise<RestEstimate> {
    const valid = checkedSpec(spec)
    return estimateOf(valid, { networks: byKey(await this.#foundNetworks(valid, kept)), estimate: this.#deps.estimate, known })
  }

  /** The run of each point of a sweep, or why there can be none; networks that are kept are those of their name. @throws LabError `sweep/invalid`, `sweep/too-many-points` */
  async runsOf(spec: SweepSpec, kept: SweepNetworks = noNetworksKept): Promise<readonly PointRun[]> {
    const valid = checkedSpec(spec)
    const networks = byKey(await this.#foundNetworks(valid, kept))
    return sweepPoints(valid).map((point) => runOfPoint(valid, point, networks))
  }

  /**
   * Starts a sweep.
   * @param part of an experiment that the sweep trains, and the runs and networks that are there already
   * @throws LabError `sweep/invalid`, `sweep/too-many-points`, `sweep/points-invalid` where points contradict themselves, `network/unknown`
   */
  async startSweep(spec: SweepSpec, place: SweepPlace, part: SweepOfPart = ofNoPart): Promise<SweepSummary> {
    this.#assertOpen()
    const valid = checkedSpec(spec)
    const networks = await this.#networksOf(valid, part.networks)
    const points = sweepPoints(valid)
    const runs = await assertPossible(valid, points, byKey(networks))
    const { store, owner, cluster } = this.#deps
    if (place.kind === 'slurm') await cluster.assertPossible(place, valid)
    const title = oneLine(sweepTitle(valid))
    const known = runs.flatMap((run, index) => {
      const found = part.known(run)
      return found ? [{ ...found, point: index + 1 }] : []
    })
    const { id } = await store.sweeps.create({ spec: valid, title, place, networks, points, experiment: part.experiment, known }, owner)
    log('info', 'sweeps', 'started', { sweep: id, points: points.length, known: known.length })
    return this.#drive(id)
  }

  /** Holds a sweep: runs that go on stop with a checkpoint, and no other begins. @throws LabError `sweep/unknown`, `sweep/not-running`, `sweep/active` */
  async pauseSweep(id: string): Promise<SweepSummary> {
    const driver = this.#drivers.get(id)
    if (!driver) {
      const { status, place } = await this.#deps.store.sweeps.get(id)
      if (status === 'running' && place.kind === 'slurm') return this.#pauseOnCluster(id)
      throw status === 'running' ? sweepActive(id) : new LabError('sweep/not-running', phrase('The sweep {id} does not go on ({status}).', { id, status: statusWords[status] }), phrase('Resume it first.'))
    }
    await driver.rest('paused')
    await driver.stopRuns()
    await driver.leave()
    return this.#deps.store.sweeps.get(id)
  }

  /** Goes on with a paused or interrupted sweep. @throws LabError `sweep/unknown`, `sweep/active`, `sweep/completed` */
  async resumeSweep(id: string): Promise<SweepSummary> {
    this.#assertOpen()
    const driver = this.#drivers.get(id)
    if (driver) return driver.book.summary
    const { store, owner } = this.#deps
    if ((await store.sweeps.get(id)).status === 'completed') {
      throw new LabError('sweep/completed', phrase('Every point of the sweep {id} has ended.', { id }), phrase('Repeat its failed points, or extend it.'))
    }
    await store.sweeps.take(id, owner)
    return this.#drive(id)
  }

  /**
   * Gives a sweep more values, points, seeds or epochs, and goes on with it: points that it has are kept, and are not trained twice.
   * @throws LabError `sweep/active`, `sweep/other-base`, `sweep/other-axes`, `sweep/fewer-epochs`, `sweep/schedule`, and those of `startSweep`
   */
  async extendSweep(id: string, spec: SweepSpec): Promise<SweepSummary> {
    this.#assertOpen()
    const { store, owner } = this.#deps
    const valid = checkedSpec(spec)
    if (this.#drivers.has(id)) throw sweepActive(id)
    const [before, had, points] = [await store.sweeps.get(id), await store.sweeps.networks(id), await store.sweeps.points(id)]
    assertSameExperiment(before.spec, valid)
    const known = byKey(had)
    const named = await this.#networksOf(valid, known)
    const networks = [...had, ...named.filter((network) => !known.has(networkKey(sweepNetworkName(network))))]
    const keys = new Set(points.map(pointKey))
    const newPoints = sweepPoints(valid).filter((point) => !keys.has(pointKey(point)))
    await assertPossible(valid, newPoints, byKey(networks), points.length)
    if (points.length + newPoints.length === 0) throw new LabError('sweep/invalid', phrase('The sweep has no points.'), phrase('Give its axes values.'))
    if (before.place.kind === 'slurm' && valid.base.epochs > before.spec.base.epochs) {
      throw new LabError('sweep/on-cluster', phrase('A sweep on a cluster cannot be given more epochs.'), phrase('Extend it by values, points or seeds, or start a new sweep.'))
    }
    const longer = valid.base.epochs > before.spec.base.epochs ? await this.#longerRuns(valid, points, byKey(networks)) : []
    await store.sweeps.extend(id, { spec: valid, networks, points: newPoints, longer })
    await store.sweeps.take(id, owner)
    log('info', 'sweeps', 'extended', { sweep: id, points: newPoints.length, longer: longer.length })
    return this.#drive(id)
  }

  /** Trains one failed or stopped point again. @throws LabError `sweep/unknown`, `sweep/no-point`, `sweep/point-fine`, `sweep/active` */
  async retryPoint(id: string, number: number): Promise<SweepSummary> {
    const { points } = await this.sweep(id)
    const point = points.find((candidate) => candidate.number === number)
    if (!point) throw new LabError('sweep/no-point', phrase('The sweep {id} has no point {number}: they count from 1 to {last}.', { id, number, last: points.length }), phrase('Name another.'))
    if (point.status !== 'failed' && point.status !== 'stopped') {
      throw new LabError('sweep/point-fine', phrase('Point {number} of {id} is {status}.', { number, id, status: statusWords[point.status] }), phrase('Only failed and stopped points are repeated.'))
    }
    return this.#retry(id, [number])
  }

  /** Trains every failed point again. @throws LabError `sweep/unknown`, `sweep/none-failed`, `sweep/active` */
  async retryFailed(id: string): Promise<SweepSummary> {
    const { points } = await this.sweep(id)
    const failed = points.filter(({ status }) => status === 'failed').map(({ number }) => number)
    if (failed.length === 0) throw new LabError('sweep/none-failed', phrase('No point of the sweep {id} has failed.', { id }), phrase('A point that was stopped is repeated by its number.'))
    return this.#retry(id, failed)
  }

  /**
   * Takes in what a cluster has done of a sweep, whoever works on it; of a sweep that no cluster trains nothing.
   * @throws LabError `sweep/unknown`, `store/...`
   */
  async collectSweep(id: string): Promise<SweepRecord> {
    const driver = this.#drivers.get(id)
    if (driver instanceof SlurmSweep) {
      await driver.look()
      return this.sweep(id)
    }
    const { store, cluster, owner } = this.#deps
    const sweep = await this.sweep(id)
    if (sweep.place.kind !== 'slurm') return sweep
    const { problem } = await cluster.collect({ ...sweep, place: sweep.place })
    if (sweep.status === 'running') {
      const hasAllEnded = (await store.sweeps.points(id)).every(({ status }) => hasEnded(status))
      if (hasAllEnded) await store.sweeps.setStatus(id, 'completed', null, owner)
    }
    const collected = await this.sweep(id)
    return problem ? { ...collected, problem } : collected
  }

  /** Deletes a sweep that does not go on until the lab closes, with its runs or without. @throws LabError `sweep/unknown`, `sweep/active`, `run/active` */
  async removeSweep(id: string, withRuns: boolean): Promise<DeletedSweep> {
    if (this.#drivers.has(id)) throw sweepActive(id)
    const deleted = await this.#deleted.delete(id, withRuns)
    this.#deps.events.tell({ type: 'sweep-removed', sweepId: id })
    return deleted
  }

  /** Puts a deleted sweep back. @param runs ids of those that went with it */
  async putBackSweep(id: string, runs: readonly string[]): Promise<null> {
    if (!(await this.#deleted.putBack(id, runs))) return null
    const { points, ...sweep } = await this.sweep(id)
    this.#deps.events.tell({ type: 'sweep', sweep, points })
    return null
  }

  /** Forgets a sweep of an experiment for good; its runs stay. @throws LabError `sweep/unknown`, `sweep/active` */
  async dropSweep(id: string): Promise<void> {
    const { store, cluster, events } = this.#deps
    if (this.#drivers.has(id)) throw sweepActive(id)
    const sweep = await store.sweeps.get(id)
    await store.sweeps.remove(id)
    if (sweep.place.kind === 'slurm') await cluster.remove({ ...sweep, place: sweep.place })
    events.tell({ type: 'sweep-removed', sweepId: id })
  }

  /** Deletes for good what this process has deleted. */
  deleteForGood(): Promise<void> {
    return this.#deleted.deleteForGood()
  }

  /** Deletes for good what processes have deleted that are gone: they have closed or crashed, so nobody can put it back. */
  dropAbandoned(): Promise<void> {
    return this.#deleted.dropAbandoned()
  }

  /** Settles when a sweep is no longer worked on in this process; at once where it is not. */
  async ended(id: string): Promise<void> {
    await this.#drivers.get(id)?.ended
  }

  /** Goes on with the sweeps on this machine that the end of another lab has interrupted. */
  async takeOver(): Promise<void> {
    await resumeInterrupted('sweeps', await this.#deps.store.sweeps.list(), (id) => this.resumeSweep(id))
  }

  /** Looks from now on, at intervals, how the sweeps on clusters stand: those that are there, and those that the command line submits. */
  async followClusters(): Promise<void> {
    this.#following ??= setInterval(() => {
      this.#followThoseOnClusters().catch((error: unknown) => {
        logTrouble('sweeps', 'sweeps on clusters not followed', error) // and tried again at the next interval
      })
    }, followInterval)
    this.#following.unref()
    await this.#followThoseOnClusters()
  }

  async #followThoseOnClusters(): Promise<void> {
    for (const { id, status, place } of await this.#deps.store.sweeps.list()) {
      if (status !== 'running' || place.kind !== 'slurm' || this.#drivers.has(id)) continue
      await this.resumeSweep(id).catch((error: unknown) => {
        if (!(error instanceof LabError && error.code === 'sweep/active')) throw error // else another process of the lab looks at it
      })
    }
  }

  /** Begins nothing more: the lab is about to close. */
  async rest(): Promise<void> {
    this.#closed = true
    if (this.#following) clearInterval(this.#following)
    await Promise.all([...this.#drivers.values()].map((driver) => driver.rest('interrupted')))
  }

  /** Writes how the sweeps stand, after the runs have ended. */
  async close(): Promise<void> {
    await Promise.all([...this.#drivers.values()].map((driver) => driver.leave()))
    this.#unsubscribe()
    if (this.#deps.store.isReadOnly) return
    await this.deleteForGood().catch((error: unknown) => {
      logTrouble('sweeps', 'deleted sweeps not deleted for good', error) // the next start does so
    })
  }

  /** Works on a sweep that is in this process's hands. */
  async #drive(id: string): Promise<SweepSummary> {
    const { store, owner, events } = this.#deps
    const [summary, listings, points] = [await store.sweeps.get(id), await store.sweeps.networks(id), await store.sweeps.points(id)]
    const networks = byKey(listings)
    const expected = new Map<number, ExpectedTime>()
    const book = new SweepBook(summary, points, {
      store: store.sweeps,
      owner,
      tell: (event) => {
        events.tell(event)
      },
      secondsLeft: (present) => secondsLeft(summary.spec, present, expected),
    })
    const driver = await this.#driverOf(book, networks)
    this.#drivers.set(id, driver)
    void driver.ended.then(() => this.#drivers.delete(id))
    this.#expect(summary.spec, points, networks, expected)
    events.tell({ type: 'sweep', sweep: book.summary, points: [...points] })
    driver.begin()
    return book.summary
  }

  async #driverOf(book: SweepBook, networks: SweepNetworks): Promise<SweepDriver> {
    const { store, runs, cluster } = this.#deps
    const { id, place, spec } = book.summary
    if (place.kind === 'slurm') return new SlurmSweep(book, { cluster, place, networks, store })
    const { strategy, base } = spec
    const epochs = strategy.kind === 'asha' ? await store.sweeps.epochs(id, rungEpochs(strategy, base.epochs)) : []
    return new LocalSweep(book, { runs, networks, epochs })
  }

  /** Holds a sweep on a cluster that another process of the lab follows, or none; the other one sees at its next look that it is held. */
  async #pauseOnCluster(id: string): Promise<SweepSummary> {
    const { store, cluster, owner } = this.#deps
    const points = await store.sweeps.points(id)
    await cluster.cancel({ id, points })
    const going = points.filter(({ status }) => status === 'queued' || status === 'running')
    await store.sweeps.setStatus(id, 'paused', null, owner)
    await store.sweeps.savePoints(id, going.map((point) => ({ ...point, status: 'waiting' as const })))
    return store.sweeps.get(id)
  }

  /** Fills in, beside the training, how long each point is expected to take. */
  #expect(spec: SweepSpec, points: readonly SweepPoint[], networks: SweepNetworks, expected: Map<number, ExpectedTime>): void {
    pointCosts(spec, points, { networks, estimate: this.#deps.estimate }).then(
      (costs) => {
        for (const [index, { estimate }] of costs.entries()) {
          const number = points[index]?.number
          if (estimate && number !== undefined) expected.set(number, estimate)
        }
      },
      (error: unknown) => {
        logTrouble('sweeps', 'costs of points not known', error) // the time left is then told by what the first points took
      },
    )
  }

  async #retry(id: string, numbers: readonly number[]): Promise<SweepSummary> {
    this.#assertOpen()
    const { store, owner } = this.#deps
    const driver = this.#drivers.get(id)
    if (driver) {
      for (const number of numbers) driver.retry(number)
      return driver.book.summary
    }
    const [sweep, points] = [await store.sweeps.get(id), await store.sweeps.points(id)]
    const again = points.filter(({ number }) => numbers.includes(number)).map((point) => ({ ...point, status: 'waiting' as const, problem: null }))
    try {
      await store.sweeps.take(id, owner)
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'sweep/active' || sweep.place.kind !== 'slurm') throw error
      await store.sweeps.savePoints(id, again) // who follows it submits them at the next look
      return store.sweeps.get(id)
    }
    await store.sweeps.savePoints(id, again)
    return this.#drive(id)
  }

  /** The own and imported networks that a sweep's axis of networks names; those that are kept are as they are there. @throws LabError `network/unknown` */
  async #networksOf(spec: SweepSpec, kept: SweepNetworks): Promise<readonly SweepNetwork[]> {
    return Promise.all(strangersIn(spec).map(async (name) => kept.get(networkKey(name)) ?? (await this.network(name))))
  }

  /** The same without those that there are not: their points tell it. */
  async #foundNetworks(spec: SweepSpec, kept: SweepNetworks): Promise<readonly SweepNetwork[]> {
    const found = await Promise.all(
      strangersIn(spec).map(async (name) => {
        try {
          return kept.get(networkKey(name)) ?? (await this.network(name))
        } catch (error) {
          if (!(error instanceof LabError && error.code === 'network/unknown')) throw error
          return null
        }
      }),
    )
    return found.filter((network) => network !== null)
  }

  /**
   * The network of a name that is none of the zoo, as it is now: an own one, or the one that was imported last from a file of this name. A sweep compares how networks learn, so that weights of
   * files are drawn anew.
   * @throws LabError `network/unknown`
   */
  async network(name: string): Promise<SweepNetwork> {
    const { ownNetworks, networkFiles } = this.#deps.store
    const file = (await networkFiles.imported()).find((imported) => networkKey(imported.name) === networkKey(name))
    if (file) return { file: networkFileOf(file, 'redraw'), size: trainingSize(file) }
    return (await ownNetworks.get(name, null)).listing
  }

  /**
   * The runs that a longer budget concerns: all that were begun.
   * @throws LabError `sweep/schedule` where a schedule follows from the number of epochs, so that its first epochs would have been others
   */
  async #longerRuns(spec: SweepSpec, points: readonly SweepPoint[], networks: SweepNetworks): Promise<readonly { point: number; run: string; epochs: number }[]> {
    const longer: { point: number; run: string; epochs: number }[] = []
    for (const point of points) {
      if (point.run === null || 'epochs' in point.values) continue
      const run = await this.#deps.runs.record(point.run)
      const wanted = runOfPoint(spec, point, networks).spec
      if (!wanted || (run.status === 'completed' && run.epochs.length < run.spec.epochs)) continue // one that ended early would end again
      if (dependsOnLength[run.spec.schedule.name]) {
        const message = phrase('Run {id} has a {schedule} schedule, which follows from the number of epochs: for more epochs it would have begun otherwise.', { id: run.id, schedule: run.spec.schedule.name })
        throw new LabError('sweep/schedule', message, phrase('Start a new sweep with more epochs.'))
      }
      longer.push({ point: point.number, run: run.id, epochs: wanted.epochs })
    }
    return longer
  }

  #assertOpen(): void {
    if (this.#closed) throw labClosed()
  }
}

/** @throws LabError `sweep/invalid`, `sweep/too-many-points` */
function checkedSpec(spec: SweepSpec): SweepSpec {
  const parsed = sweepSpecSchema.safeParse(spec)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    throw new LabError('sweep/invalid', phrase('The sweep is not valid: {faults}.', { faults: clauses(faults) }), phrase('Correct what is named.'))
  }
  const tooMany = tooManyPoints(parsed.data)
  if (tooMany !== null) throw new LabError('sweep/too-many-points', phrase('The sweep cannot be trained: {reason}', { reason: tooMany }))
  return parsed.data
}

/**
 * @param had points that the sweep has before these
 * @returns the run of each point
 * @throws LabError `sweep/points-invalid` where points contradict themselves
 */
async function assertPossible(spec: SweepSpec, points: readonly Pick<SweepPoint, 'values' | 'seed'>[], networks: SweepNetworks, had = 0): Promise<readonly RunSpec[]> {
  const faults: string[] = []
  const runs: RunSpec[] = []
  for (const [index, point] of points.entries()) {
    if (index % pointsAtOnce === 0) await setImmediate()
    const run = runOfPoint(spec, point, networks)
    if (run.spec) runs.push(run.spec)
    else faults.push(phrase('point {number}: {fault}', { number: had + index + 1, fault: run.fault }))
  }
  if (faults.length === 0) return runs
  const more = faults.length > faultsNamed ? phrase(' And {count} more.', { count: faults.length - faultsNamed }) : ''
  const message = phrase('{count} of {all} points cannot be trained: {faults}{more}', { count: faults.length, all: points.length, faults: sentences(faults.slice(0, faultsNamed)), more })
  throw new LabError('sweep/points-invalid', message, phrase('Change the axes so that their values go together.'))
}

/** Whether a sweep can be extended to another: the same runs but for epochs, over the same settings. */
function assertSameExperiment(before: SweepSpec, after: SweepSpec): void {
  const settingsOf = ({ axes }: SweepSpec) => JSON.stringify(axes.flatMap(({ setting, along }) => [setting, ...along]).sort())
  const baseOf = ({ base }: SweepSpec) => JSON.stringify({ ...base, epochs: 0, seed: 0 })
  if (settingsOf(before) !== settingsOf(after)) {
    throw new LabError('sweep/other-axes', phrase('A sweep is extended over the same settings; this one varies others.'), phrase('Start a new sweep.'))
  }
  if (baseOf(before) !== baseOf(after)) {
    throw new LabError('sweep/other-base', phrase('A sweep is extended with the same base but for its epochs; this one has another base.'), phrase('Start a new sweep.'))
  }
  if (after.base.epochs < before.base.epochs) {
    throw new LabError('sweep/fewer-epochs', phrase('The points of this sweep have {before} epochs; they cannot have {now} now.', { before: before.base.epochs, now: after.base.epochs }), phrase('Start a new sweep.'))
  }
}

/** Names on the axis of networks that are none of the zoo's. */
function strangersIn({ axes }: SweepSpec): readonly string[] {
  const axis = axes.find(({ setting }) => setting === 'network.model')
  return (axis ? (axisLevels(axis) ?? []) : []).map(String).filter((name) => !modelNameSchema.safeParse(name).success)
}

const byKey = (networks: readonly SweepNetwork[]): SweepNetworks => new Map(networks.map((network) => [networkKey(sweepNetworkName(network)), network]))
