// Reports of sweeps: the best first, charts of settings, what is missing said first, the file that repeats it.
import { sweepPoints } from '@common/sweeps/points'
import { runOfPoint } from '@common/sweeps/point-spec'
import { reportDocumentSchema } from '@contract/reports/report-document'
import { partsOfSubject } from '@contract/reports/report-parts'
import { usualOptions } from '@contract/reports/report-request'
import { noFigures, type PointStatus, type SweepPoint, type SweepRecord } from '@contract/sweeps/sweep-record'
import { slurmOptionsSchema } from '@contract/sweeps/slurm-options'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import { expect, it } from 'vitest'
import { finishedRun } from '../../testing/finished-run'
import { sampleSpec } from '../../testing/samples'
import { madeUpSources } from '../testing/made-up-sources'
import { sweepReport } from './sweep-report'

const spec = sweepSpecSchema.parse({
  version: 1,
  base: sampleSpec({ epochs: 3 }),
  axes: [{ setting: 'batchSize', values: [32, 64, 128] }, { setting: 'optimizer.learningRate', values: [0.01, 0.1] }],
  strategy: { kind: 'grid' },
  seeds: [0, 1],
})

/** Accuracy grows with the learning rate alone. */
const accuracyOf = ({ values, seed }: Pick<SweepPoint, 'values' | 'seed'>): number => (values['optimizer.learningRate'] === 0.1 ? 0.85 : 0.75) + 0.004 * seed

function sweepWith(statusAt: (index: number) => PointStatus, place: SweepRecord['place'] = { kind: 'local' }): SweepRecord {
  const points = sweepPoints(spec).map(({ values, seed }, index): SweepPoint => {
    const status = statusAt(index)
    const isDone = status === 'completed'
    const testAccuracy = accuracyOf({ values, seed })
    return {
      number: index + 1, values, seed, run: isDone ? `run-${index + 1}` : null, status, rung: null,
      problem: status === 'failed' ? { code: 'test/failed', message: 'It was made to fail.', remedy: '' } : null,
      figures: isDone ? { ...noFigures, testAccuracy, bestTestAccuracy: testAccuracy, testLoss: 1 - testAccuracy, imagesPerSecond: 1000, elapsedSeconds: 10 } : noFigures,
      cluster: place.kind === 'slurm' ? { job: '41', task: index, node: 'n1' } : null,
    }
  })
  const of = (status: PointStatus): number => points.filter((point) => point.status === status).length
  const counts = { total: points.length, waiting: of('waiting'), queued: 0, running: 0, halted: 0, completed: of('completed'), failed: of('failed'), stopped: 0 }
  return {
    id: 'sweep-3', title: 'Batch size and learning rate', status: of('waiting') > 0 ? 'paused' : 'completed', spec, place, createdAt: '2026-11-22T19:55:00.000Z', endedAt: null,
    counts, secondsLeft: null, problem: null, points,
  }
}

const runsOf = ({ points }: SweepRecord) =>
  points.flatMap((point) => {
    const { spec: own } = runOfPoint(spec, point, new Map())
    return point.run === null ? [] : [finishedRun({ id: point.run }, own ?? spec.base).run]
  })

async function reportOf(sweep: SweepRecord) {
  const sources = madeUpSources({ runs: runsOf(sweep), sweeps: { sweep: () => Promise.resolve(sweep) } })
  const report = await sweepReport.report({ kind: 'sweep', id: sweep.id }, { ...usualOptions('sweep'), parts: partsOfSubject('sweep') }, sources)
  reportDocumentSchema.parse({ format: 'cnn-lab-report', version: 1, author: '', course: '', date: '', madeAt: '2026-11-29T00:00:00.000Z', labVersion: '0', ...report })
  const textOf = (part: string): string => JSON.stringify(report.sections.find((section) => section.part === part)?.blocks ?? [])
  return { report, textOf }
}

it('says which setting is best and what decides, with charts, a table by setting, and a row for each point', async () => {
  const { report, textOf } = await reportOf(sweepWith(() => 'completed'))
  expect(textOf('summary')).toMatch(/The best test accuracy, 85\.2\u00a0% ± 0\.3\u00a0% over 2 seeds, is that of batch size \d+, learning rate 0\.1\./)
  expect(textOf('summary')).toContain('Learning rate decides most')
  const kinds = [...textOf('results').matchAll(/"kind":"(lines|matrix|bars)"/g)].map(([, kind]) => kind)
  expect(kinds).toEqual(['lines', 'lines', 'matrix', 'bars'])
  const results = report.sections.find(({ part }) => part === 'results')?.blocks.find((block) => block.block === 'table')
  expect(results?.rows.map(([, rate]) => rate?.text)).toEqual(['0.1', '0.1', '0.1', '0.01', '0.01', '0.01'])
  expect(results?.rows[0]?.[3]).toMatchObject({ text: '85.2\u00a0% ± 0.3\u00a0%', isStrong: true })
  expect(textOf('curves')).toContain('The best 5 of 6 settings')
  expect(report.data.rows).toHaveLength(12)
  expect(textOf('environment')).toContain('cnn-lab sweep sweep.json')
  expect(JSON.stringify(report)).not.toMatch(/NaN|undefined|Infinity/)
})

it('says first that it is not complete, and of a cluster where it ran', async () => {
  const { report, textOf } = await reportOf(sweepWith((index) => (index < 4 ? 'completed' : 'waiting'), { kind: 'slurm', ...slurmOptionsSchema.parse({ folder: '/shared' }) }))
  expect(textOf('summary')).toMatch(/^\[\{"block":"paragraph","role":"problem","text":"This sweep is not complete: 4 of 12 complete\."/)
  expect(report.subtitle).toContain('not complete')
  expect(textOf('environment')).toContain('cluster, through SLURM (job 41)')
})

it('tells every failure, and has no curves and results of none', async () => {
  const sweep = sweepWith(() => 'failed')
  const { report, textOf } = await reportOf(sweep)
  expect(textOf('summary')).toContain('12 points of 12 failed')
  expect(textOf('summary')).toContain('Point 1 (batch size 32, learning rate 0.01, seed 0) failed: It was made to fail.')
  expect(report.sections.map(({ part }) => part)).not.toContain('results')
  const missing = await sweepReport.missing({ kind: 'sweep', id: sweep.id }, madeUpSources({ sweeps: { sweep: () => Promise.resolve(sweep) } }))
  expect(Object.keys(missing).sort()).toEqual(['curves', 'results'])
})
