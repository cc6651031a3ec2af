// Trains a run again and compares: the same settings on the same device with the same threads must end in the same bytes.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import type { Verification } from '@contract/bundles/bundle'
import { partsOfTitle } from '@contract/devices/device-title'
import type { DeviceName } from '@contract/devices/devices'
import { runEventSchema, type RunEvent } from '@contract/engine/run-events'
import { fromProblem, LabError } from '@contract/problem'
import { checkpointAt, parametersFile } from '@contract/runs/checkpoints'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { repeating } from '@common/training/repeating'
import { judgingImages } from '@common/training/used-images'
import { deviceWords } from '@common/words/run-facts'
import { datasetInfo } from '../../data/catalogue'
import { sealedFileSum } from '../../files/sealed-folder'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import { EngineSession } from '../engine-process/engine-session'
import type { HomeFolders } from '../home-folders'
import type { LabStore } from '../store/lab-store'
import { labVersion } from '../version'

export interface VerificationDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly store: Pick<LabStore, 'checkpoints'>
  readonly devices: Devices
  /** Absolute path of an empty folder, for the checkpoints of the second training. */
  readonly scratch: string
  /** Version of the program that wrote the bundle. */
  readonly bundledBy?: string
  readonly onEvent?: (event: RunEvent) => void
  /** Told how many steps are done of those that are trained again. */
  readonly onSteps?: (step: number, steps: number) => void
  readonly signal?: AbortSignal
}

/** @throws LabError `verification/nothing`; what the engine says where it cannot train; the signal's reason */
export async function verifyRun(run: RunRecord, deps: VerificationDeps): Promise<Verification> {
  const { store, folders, devices, scratch, bundledBy = labVersion } = deps
  const { id, spec, stepsPerEpoch } = run
  const kept = await store.checkpoints.kept(folders.run(id))
  const last = kept.find(({ epoch, step }) => epoch > 0 && step === epoch * (stepsPerEpoch ?? 0))
  const before = run.epochs.find(({ epoch }) => epoch === last?.epoch)
  if (!last || !before) throw new LabError('verification/nothing', phrase('Run {id} has no checkpoint of the end of an epoch: there is nothing to compare with.', { id }), phrase('Ask for a run that has ended an epoch.'))
  const device = await devices.device(run.device ?? 'cpu')
  const chosen = device.usable ? device : await devices.usable('cpu')
  const threads = chosen.name === 'cpu' ? Math.min(run.threads ?? availableParallelism(), availableParallelism()) : null
  const epochs: EpochResult[] = []
  await trainAgain(
    { type: 'train', spec: repeating(run), device: chosen.name, folder: scratch, networkFolder: folders.networks, untilEpoch: last.epoch, threads, plansFile: null },
    deps,
    (event) => {
      if (event.type === 'epoch') epochs.push(event.result)
      if (event.type === 'progress') deps.onSteps?.(event.point.step, last.step)
    },
  )
  const after = epochs.find(({ epoch }) => epoch === last.epoch)
  if (!after) throw new LabError('verification/nothing', phrase('Run {id} ended before epoch {epoch} when it was trained again.', { id, epoch: last.epoch }), phrase('Ask for the run again.'))
  const bundled = sealedFileSum(join(folders.run(id), last.folder), parametersFile)
  const trained = sealedFileSum(join(scratch, checkpointAt(last.epoch, last.step).folder), parametersFile)
  const differences = [
    ...(run.device === chosen.name && (chosen.name === 'cpu' || cardOf(run.device, run.deviceTitle) === cardOf(chosen.name, chosen.title)) ? [] : [phrase('It was trained on {before}, and here on {now}.', { before: deviceWords(run) || phrase('an unknown device'), now: chosen.title })]),
    ...(threads === null || threads === run.threads ? [] : [run.threads === null ? phrase('It was trained with an unknown number of threads, and here with {now}.', { now: threads }) : phrase('It was trained with {before} threads, and here with {now}.', { before: run.threads, now: threads })]),
    ...(bundledBy === labVersion ? [] : [phrase('It was taken along by CNN Lab {theirs}, and this is {own}.', { theirs: bundledBy, own: labVersion })]),
  ]
  const accuracy = { bundled: heldOut(before).accuracy, trained: heldOut(after).accuracy }
  const loss = { bundled: heldOut(before).loss, trained: heldOut(after).loss }
  return {
    id,
    outcome: bundled === trained ? 'same-bytes' : agree(before, after, run) ? 'same-figures' : 'other-result',
    epoch: last.epoch,
    sha256: { bundled, trained },
    ...(heldOutSplit(spec) === 'test' ? { testAccuracy: accuracy, testLoss: loss } : { validationAccuracy: accuracy, validationLoss: loss }),
    differences,
  }
}

/** Whether two accuracies on the images that judge epochs differ by no more than twice the standard error of their difference, as those of two runs with other seeds mostly do. */
function agree(before: EpochResult, after: EpochResult, { spec }: RunRecord): boolean {
  const images = judgingImages(spec.dataset, datasetInfo(spec.dataset.id))
  const [first, second] = [heldOut(before).accuracy, heldOut(after).accuracy]
  const mean = (first + second) / 2
  return Math.abs(first - second) <= 2 * Math.sqrt((2 * mean * (1 - mean)) / images)
}

type TrainCommand = Parameters<EngineSession<RunEvent>['send']>[0] & { readonly type: 'train' }

/** Trains in a process of its own. @throws LabError what the engine says; the signal's reason */
function trainAgain(command: TrainCommand, { launcher, onEvent, signal }: VerificationDeps, tell: (event: RunEvent) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const session = new EngineSession<RunEvent>(launcher, {
      doing: phrase('training again'),
      remedy: phrase('Try again.'),
      events: runEventSchema,
      onReady: () => {
        session.send(command)
      },
      onEvent: (event) => {
        tell(event)
        onEvent?.(event)
        if (event.type !== 'completed' && event.type !== 'stopped') return
        resolve()
        session.end()
      },
      onFailed: (problem) => {
        reject(fromProblem(problem))
        session.end()
      },
      onEnd: (problem) => {
        reject(problem ? fromProblem(problem) : (signal?.reason as Error)) // without effect where it has ended well
      },
    })
    signal?.addEventListener('abort', () => {
      session.end()
    })
  })
}

/** A graphics card by the title of its device. */
const cardOf = (device: DeviceName | null, title: string | null): string | null => (device === null || title === null ? null : partsOfTitle(device, title, null).card)
