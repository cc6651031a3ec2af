// Facts of a data set flow through everything: one of 3x40x32 images in 137 classes trains, tests, is exported, reported and shown.
import { plainPreprocessing, wholeDataset } from '@contract/training/run-spec'
import { noAugmentation } from '@contract/data/augmentation'
import type { RunRecord } from '@contract/runs/run-record'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { usualOptions } from '@contract/reports/report-request'
import { expect, it, onTestFinished } from 'vitest'
import { runParagraphs } from '../../cli/terminal/run-tables'
import { registerDataset } from '../../data/catalogue'
import { madeUpInfo, madeUpSet } from '../../data/testing/made-up-set'
import { readModel } from '../../onnx/reading/read-model'
import { Lab } from '../lab'
import { openDirectStore } from '../store/direct-store'
import { LauncherInProcess } from '../testing/launcher-in-process'
import { sampleSpec, temporaryFolder } from '../testing/samples'

const info = madeUpInfo()
registerDataset(info, { load: () => Promise.resolve(madeUpSet(info)) })

const spec = sampleSpec({
  dataset: wholeDataset(info.id),
  preprocessing: plainPreprocessing({ height: 40, width: 32 }),
  epochs: 3,
  batchSize: 50,
})

async function trained(lab: Lab): Promise<RunRecord> {
  const end = new Promise<RunRecord>((resolve) => {
    lab.onEvent((event) => {
      if (event.type === 'run' && event.run.endedAt !== null) resolve(event.run)
    })
  })
  await lab.runs.start(spec, 'of the made-up set')
  return end
}

it('a made-up set is summed up, estimated, shown, trained and tested on, exported and reported with its own facts', async () => {
  const lab = await Lab.open({ openStore: openDirectStore, home: temporaryFolder(), launcher: new LauncherInProcess() })
  onTestFinished(() => lab.close())

  expect((await lab.catalogue.catalogue()).datasets).toContainEqual(info)
  const analysis = await lab.models.summarize(spec)
  expect(analysis.inputShape).toEqual([50, 3, 40, 32])
  expect(analysis.rows.at(-1)?.outputShape).toEqual([50, 137])
  expect(await lab.training.estimate(spec, false)).toMatchObject({ stepsPerEpoch: 6, parameters: analysis.total.parameters })

  const [sample] = await lab.data.samples(info.id, 1, noAugmentation)
  expect(sample).toMatchObject({ channels: 3, height: 40, width: 32, label: 136 })
  expect(sample?.pixels).toEqual(madeUpSet(info).train.images.subarray(0, 3 * 40 * 32))

  const run = await trained(lab)
  expect(run).toMatchObject({ status: 'completed', stepsPerEpoch: 6, parameters: analysis.total.parameters })
  // Before training, all of 137 classes are equally likely.
  expect(run.epochs[0]?.trainLoss).toBeGreaterThan(Math.log(100))
  expect(run.epochs[0]?.trainLoss).toBeLessThan(Math.log(200))

  const path = join(lab.folders.run(run.id), 'network.onnx')
  await lab.models.exportRun(run.id, path)
  const exported = await lab.models.analyzeFile(path, null, 2)
  expect(exported.inputShape).toEqual([2, 3, 40, 32])
  expect(exported.rows.at(-1)?.outputShape).toEqual([2, 137])
  const { metadata } = readModel(readFileSync(path))
  expect(JSON.parse(metadata.classes ?? '')).toEqual(info.classes)
  expect(metadata.preprocessing).toContain('40×32')

  const { html: report } = await lab.reports.previewReport({ kind: 'runs', ids: [run.id] }, usualOptions('runs'))
  expect(report).toContain('Made-up set')
  expect(report).toContain('3×40×32, values 0 to 255')
  expect(report).toContain('takes images of 3×40×32')
  expect(report).toContain('on the 150 test images')
  expect(runParagraphs(run)).toContain('300 images of Made-up set at 3×40×32')
})
