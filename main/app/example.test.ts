// The runs that ship: whole, with the accuracy that their record has, taken over once by a home without runs.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { exampleBundle, exampleMarks } from '../lab/bundles/example-bundle'
import { Lab } from '../lab/lab'
import { openDirectStore } from '../lab/store/direct-store'
import { allRuns } from '../lab/testing/all-runs'
import { FakeLauncher } from '../lab/testing/fake-launcher'
import { temporaryFolder } from '../lab/testing/samples'
import { bringExample } from './example'
import { FirstStart } from './first-start'

async function newLab(): Promise<Lab> {
  const lab = await Lab.open({ home: temporaryFolder(), launcher: new FakeLauncher(), openStore: openDirectStore })
  onTestFinished(() => lab.close())
  return lab
}
const newStart = (): string => join(temporaryFolder(), 'first-start.json')

it('is taken over once, with marks, and stays deleted', async () => {
  const [lab, file] = [await newLab(), newStart()]
  await bringExample(lab, new FirstStart(file))
  const runs = await allRuns(lab)
  expect(runs.map(({ title, status }) => `${title}: ${status}`).sort()).toEqual(['LeNet with ReLU: completed', 'LeNet, as in the book: completed'])
  expect(await lab.runTable.runTags()).toEqual([expect.objectContaining({ tag: exampleMarks.tag })])
  await lab.runTable.deleteRuns(runs.map(({ id }) => id))
  await bringExample(lab, new FirstStart(file))
  expect(await allRuns(lab)).toEqual([])
})

it('is not mixed with runs of a home, now or later', async () => {
  const [lab, file] = [await newLab(), newStart()]
  await lab.bundles.open(exampleBundle()) // stands for runs of its own
  await lab.runTable.deleteRuns([(await allRuns(lab))[0]?.id ?? ''])
  await bringExample(lab, new FirstStart(file))
  expect(await allRuns(lab)).toHaveLength(1)
  expect(new FirstStart(file).has('example')).toBe(true)
  expect(new FirstStart(file).has('tour')).toBe(false)
})

it('is small, and its evaluation counts as many right answers as its record has', async () => {
  expect(statSync(exampleBundle()).size).toBeLessThan(2e6)
  const lab = await newLab()
  const { runs } = await lab.bundles.open(exampleBundle())
  for (const { id } of runs) {
    const [evaluation] = await lab.evaluations.evaluations(id)
    const { labels, predictions } = await lab.evaluations.evaluationAnswers({ runId: id, name: evaluation?.name ?? '' }, { corrected: false })
    const right = predictions.filter((prediction, index) => prediction === labels[index]).length
    expect(labels).toHaveLength(10_000)
    expect(right / labels.length).toBe((await lab.runs.record(id)).testAccuracy)
  }
})
