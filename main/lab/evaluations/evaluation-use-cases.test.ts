// Evaluations through the lab: found where a run has stored them, made where not, gone with the run; corrections lie over them and take back nothing.
import { plainPreprocessing, wholeDataset } from '@contract/training/run-spec'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { LabError } from '@contract/problem'
import { checkpointAt } from '@contract/runs/checkpoints'
import { evaluationName, isPlainTest } from '@contract/runs/evaluation'
import type { LabEvent } from '@contract/runs/events'
import { heldOut } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { evaluationText } from '../../cli/terminal/evaluation-text'
import { registerDataset } from '../../data/catalogue'
import { madeUpInfo, madeUpSet } from '../../data/testing/made-up-set'
import { Lab } from '../lab'
import { openDirectStore } from '../store/direct-store'
import { LauncherInProcess } from '../testing/launcher-in-process'
import { sampleSpec, temporaryFolder } from '../testing/samples'

const info = madeUpInfo()
registerDataset(info, { load: () => Promise.resolve(madeUpSet(info)) })

const spec = sampleSpec({ dataset: wholeDataset(info.id), preprocessing: plainPreprocessing({ height: 40, width: 32 }), epochs: 4, batchSize: 50 })

/** A home with a run that has ended, of which each test gets a copy. */
let trained: { readonly home: string; readonly id: string }
beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'cnn-lab-'))
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher: new LauncherInProcess() })
  const end = new Promise<RunRecord>((resolve) => {
    lab.onEvent((event) => {
      if (event.type === 'run' && event.run.endedAt !== null) resolve(event.run)
    })
  })
  await lab.runs.start(spec, 'to be evaluated')
  trained = { home, id: (await end).id }
  await lab.close()
})
afterAll(() => {
  rmSync(trained.home, { recursive: true, force: true, maxRetries: 5 })
})

async function labWithRun(launcher = new LauncherInProcess()): Promise<{ readonly lab: Lab; readonly run: RunRecord }> {
  const home = temporaryFolder()
  cpSync(trained.home, home, { recursive: true })
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher })
  onTestFinished(() => lab.close())
  return { lab, run: (await lab.runs.run(trained.id)).run }
}

const plain = { corrected: false }
const corrected = { corrected: true }

it('finds what the run stored, evaluates what it did not, and tells figures, cells and images of 137 classes', async () => {
  const { lab, run } = await labWithRun()
  const [stored, ...others] = await lab.evaluations.evaluations(run.id)
  expect(others).toEqual([])
  expect(stored?.facts).toMatchObject({ split: 'test', images: 150, accuracy: run.testAccuracy, checkpoint: run.checkpoint })
  const ref = await lab.evaluations.evaluate(run.id, 'last', 'test')
  expect(ref).toEqual(stored) // not made again: the moment of its making is the same
  const [train, sameTrain] = await Promise.all([lab.evaluations.evaluate(run.id, 'last', 'train'), lab.evaluations.evaluate(run.id, 4, 'train')])
  expect(sameTrain).toEqual(train)
  const before = await lab.evaluations.evaluate(run.id, 3, 'test')
  expect([before.facts.accuracy]).toEqual(run.epochs.slice(2, 3).map((result) => heldOut(result).accuracy))
  expect((await lab.evaluations.evaluations(run.id)).map(({ name }) => name)).toEqual([ref.name, train.name, before.name])

  const { runId, name } = ref
  const summary = await lab.evaluations.evaluationSummary({ runId, name }, plain)
  const matrix = await lab.evaluations.confusionMatrix({ runId, name }, plain)
  expect(summary.perClass).toHaveLength(137)
  expect(summary.accuracy.value).toBe(run.testAccuracy)
  const page = await lab.evaluations.evaluatedImages({ runId, name }, plain, { order: 'confidence', answers: 'wrong', label: null, prediction: null, offset: 0, count: 10 })
  expect(page.total).toBe(150 - summary.correct)
  const [worst] = page.images
  const losses = await lab.evaluations.imageLosses({ runId, name })
  expect(losses).toHaveLength(150)
  expect(losses[worst?.index ?? -1]).toBe(worst?.loss)
  const probabilities = await lab.evaluations.classProbabilities({ runId, name }, worst?.index ?? -1)
  expect(probabilities[worst?.prediction ?? -1]).toBe(worst?.confidence)
  const text = evaluationText(summary, matrix, info)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(text).toContain('of 137; --json has all.')
  expect(text).toContain('confused most')

  // What was answered by several views lies beside the plain evaluation, which stays the one that runs are compared by.
  const flip = await lab.evaluations.evaluate(run.id, 'last', 'test', 'flip')
  expect(flip).toMatchObject({ name: `${ref.name}-flip`, facts: { views: 'flip', images: ref.facts.images } })
  expect(ref.facts.views).toBe('single')
  const plainTests = (await lab.evaluations.evaluations(run.id)).filter(({ facts }) => isPlainTest(facts))
  expect(plainTests.map(({ facts }) => facts.views)).toEqual(plainTests.map(() => 'single'))
  expect(plainTests.map((evaluation) => evaluation.name)).toContain(ref.name)
  const byFlip = evaluationText(await lab.evaluations.evaluationSummary(flip, plain), await lab.evaluations.confusionMatrix(flip, plain), info)
  expect(byFlip).toContain('with the mirror image, the mean of 2 answers to each image')
})

it('tells how many images are done, and ends its engine process when it is cancelled', async () => {
  const launcher = new LauncherInProcess()
  const { lab, run } = await labWithRun(launcher)
  const told: LabEvent[] = []
  lab.onEvent((event) => told.push(event))
  const { name } = await lab.evaluations.evaluate(run.id, 3, 'test')
  expect(told[0]).toEqual({ type: 'evaluation-progress', runId: run.id, name, done: 50, total: 150 })
  expect(told.at(-1)).toMatchObject({ type: 'evaluated', name })
  expect(await lab.evaluations.cancelEvaluation({ runId: run.id, name })).toBe(false)

  const kill = vi.fn()
  vi.spyOn(launcher, 'launch').mockImplementation(() => ({ pid: 1, send: () => undefined, onMessage: () => undefined, onErrorOutput: () => undefined, onExit: () => undefined, kill }))
  const evaluation = lab.evaluations.evaluate(run.id, 'last', 'train')
  const other = evaluationName(checkpointAt(4, 4 * (run.stepsPerEpoch ?? 0)), 'train')
  await vi.waitFor(async () => { expect(await lab.evaluations.cancelEvaluation({ runId: run.id, name: other })).toBe(true) })
  await expect(evaluation).rejects.toMatchObject({ code: 'evaluation/cancelled' })
  expect(kill).toHaveBeenCalledOnce()
  expect(await lab.evaluations.cancelEvaluation({ runId: run.id, name: other })).toBe(false)
})

it('says which checkpoints it cannot evaluate', async () => {
  const { lab, run } = await labWithRun()
  const code = (choice: 'best' | 'last' | number, split: 'test' | 'validation' = 'test', id = run.id) => lab.evaluations.evaluate(id, choice, split).then(() => 'done', (error: unknown) => (error instanceof LabError ? error.code : 'another error'))
  expect(await code('last', 'test', 'lenet-99')).toBe('run/unknown')
  expect(await code(9)).toBe('run/no-such-epoch')
  expect(await code('last', 'validation')).toBe('dataset/no-such-split')
  expect((await lab.evaluations.keptCheckpoints(run.id)).map(({ epoch }) => epoch)).toContain(4)
  rmSync(join(lab.folders.run(run.id), 'checkpoints'), { recursive: true })
  expect(await code(3)).toBe('run/epoch-not-kept')
  expect(await code(4)).toBe('done') // its evaluation is stored
  const ref = { runId: run.id, name: 'step-000000099-epoch-9-test' }
  await expect(lab.evaluations.evaluationSummary(ref, plain)).rejects.toMatchObject({ code: 'evaluation/unknown' })
})

it('corrections lie over every evaluation of the same images, are taken back, and outlive the run', async () => {
  const { lab, run } = await labWithRun()
  const { runId, name } = await lab.evaluations.evaluate(run.id, 'last', 'test')
  const told: LabEvent[] = []
  lab.onEvent((event) => told.push(event))
  const ref = { runId, name }
  const query = { order: 'index', answers: 'wrong', label: null, prediction: null, offset: 0, count: 1 } as const
  const [wrong] = (await lab.evaluations.evaluatedImages(ref, plain, query)).images
  if (!wrong) throw new Error('the network must be wrong somewhere')
  await lab.evaluations.correctLabel(ref, wrong.index, wrong.prediction, 'looks like the other')
  const [without, withIt] = [await lab.evaluations.evaluationSummary(ref, plain), await lab.evaluations.evaluationSummary(ref, corrected)]
  expect(withIt).toMatchObject({ corrections: 1, correct: without.correct + 1 })
  const before = await lab.evaluations.evaluate(run.id, 3, 'test')
  expect(await lab.evaluations.evaluationSummary({ runId, name: before.name }, corrected)).toMatchObject({ corrections: 1 })
  expect(await lab.evaluations.labelCorrections(ref)).toMatchObject([{ image: wrong.index, label: wrong.prediction, note: 'looks like the other' }])
  await expect(lab.evaluations.correctLabel(ref, 150, 0, '')).rejects.toMatchObject({ code: 'evaluation/no-image' })
  await expect(lab.evaluations.correctLabel(ref, 0, 137, '')).rejects.toMatchObject({ code: 'evaluation/no-class' })
  const [labels, correctedLabels] = [await lab.evaluations.evaluationAnswers(ref, plain), await lab.evaluations.evaluationAnswers(ref, corrected)].map((answers) => answers.labels)
  expect(labels?.[wrong.index]).toBe(wrong.label)
  expect(correctedLabels).toEqual(labels?.with(wrong.index, wrong.prediction))
  expect(await lab.evaluations.clearCorrection(ref, wrong.index)).toBe(true)
  expect(await lab.evaluations.clearCorrection(ref, wrong.index)).toBe(false)
  expect(told.map(({ type }) => type).filter((type) => type !== 'evaluation-progress')).toEqual(['label-corrections', 'evaluated', 'label-corrections'])
  expect(await lab.evaluations.evaluationSummary(ref, corrected)).toEqual(without)
  await lab.runs.remove(run.id)
  await expect(lab.evaluations.evaluations(run.id)).rejects.toMatchObject({ code: 'run/unknown' })
  await expect(lab.evaluations.evaluationSummary(ref, plain)).rejects.toMatchObject({ code: 'evaluation/unknown' })
})
