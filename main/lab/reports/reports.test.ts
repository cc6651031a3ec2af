// Reports in the lab: the document of runs, their files, and nothing of a title taken for markup.
import { heldOut } from '@contract/runs/held-out'
import { reportDocumentSchema } from '@contract/reports/report-document'
import { usualOptions, type ReportOptions } from '@contract/reports/report-request'
import { plainPreprocessing, defaultSpec, type RunSpec, wholeDataset } from '@contract/training/run-spec'
import { Window } from 'happy-dom'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { registerDataset } from '../../data/catalogue'
import { madeUpInfo, madeUpSet } from '../../data/testing/made-up-set'
import { finishedRun } from '../testing/finished-run'
import { sampleSpec, temporaryFolder } from '../testing/samples'
import { labWithRuns } from './testing/lab-with-runs'

const finished = finishedRun()

const info = madeUpInfo(7)
registerDataset(info, { load: () => Promise.resolve(madeUpSet(info)) })
const madeUpSpec: RunSpec = sampleSpec({ dataset: wholeDataset(info.id), preprocessing: plainPreprocessing({ height: 40, width: 32 }), epochs: 3 })

/** A few parts that read no images. */
const quick: ReportOptions = { ...usualOptions('runs'), parts: ['text', 'summary', 'curves', 'epochs'] }

it('the page of a run takes nothing that the user wrote for markup, runs nothing and loads nothing', async () => {
  const nasty = '<script>alert("x")</script> & \'co\''
  const { lab, ids } = await labWithRuns([finishedRun({ title: nasty, problem: { code: 'x', message: nasty, remedy: '' } })])
  const { html: text } = await lab.reports.previewReport({ kind: 'runs', ids }, { ...quick, author: nasty, text: nasty })
  expect(text).not.toMatch(/<script|<link|\bsrc="?(?!data:)|url\(/)
  const { document } = new Window()
  document.write(text)
  expect(document.querySelectorAll('script')).toHaveLength(0)
  expect(document.querySelector('h1')?.textContent).toBe(nasty)
  expect(document.body.textContent).toContain('on the 10,000 test images after 10 epochs')
  expect(document.querySelectorAll('svg[role="img"]')).toHaveLength(2)
})

describe('a report file', () => {
  const subject = (ids: readonly string[]) => ({ kind: 'runs', ids }) as const
  it('of a run lies in the run\'s folder, in the place of the one before', async () => {
    const { lab, ids: [id = ''] } = await labWithRuns([finishedRun({ title: 'new' }, madeUpSpec)])
    mkdirSync(lab.folders.run(id), { recursive: true })
    writeFileSync(join(lab.folders.run(id), 'report.html'), 'old')
    const path = await lab.reports.ofRun(id)
    expect(path).toBe(join(lab.folders.run(id), 'report.html'))
    expect(readFileSync(path, 'utf8')).toContain('<title>new')
    expect(readdirSync(lab.folders.run(id))).toEqual(['report.html'])
  })

  it('takes the place of another only when it is told to', async () => {
    const { lab, home, ids } = await labWithRuns([finishedRun()])
    const path = join(home, 'report.csv')
    writeFileSync(path, 'precious')
    await expect(lab.reports.write(subject(ids), 'csv', quick, path, { replaces: false })).rejects.toMatchObject({ code: 'report/exists' })
    expect(readFileSync(path, 'utf8')).toBe('precious')
    await lab.reports.write(subject(ids), 'csv', quick, path, { replaces: true })
    expect(readFileSync(path, 'utf8')).toMatch(/^run,title,epoch,.*\r\n(.*\r\n){10}$/)
  })

  it('of Markdown has its figures in a folder of its own name, which is replaced only with it, and goes where the text cannot be written', async () => {
    const { lab, home, ids } = await labWithRuns([finishedRun()])
    const write = (name: string, replaces: boolean) => lab.reports.write(subject(ids), 'md', quick, join(home, name), { replaces })
    await write('mine.md', false)
    const figures = readdirSync(join(home, 'mine-files'))
    for (const figure of figures) expect(readFileSync(join(home, 'mine.md'), 'utf8')).toContain(`mine-files/${figure}`)
    expect(figures).toHaveLength(2)
    rmSync(join(home, 'mine.md'))
    writeFileSync(join(home, 'mine-files/own.txt'), 'precious')
    await expect(write('mine.md', false)).rejects.toMatchObject({ code: 'report/exists' })
    expect(readdirSync(join(home, 'mine-files'))).toContain('own.txt')
    await write('mine.md', true)
    expect(readdirSync(join(home, 'mine-files'))).toEqual(figures)
    mkdirSync(join(home, 'taken.md'))
    await expect(write('taken.md', true)).rejects.toMatchObject({ code: 'report/unwritable' })
    expect(readdirSync(home).filter((name) => /taken|writing/.test(name))).toEqual(['taken.md'])
  })

  it('is a notebook with the program of the run', async () => {
    const { lab, home, ids } = await labWithRuns([finishedRun()])
    await lab.reports.write(subject(ids), 'ipynb', quick, join(home, 'mine.ipynb'), { replaces: false })
    expect(readFileSync(join(home, 'mine.ipynb'), 'utf8')).toContain('import torch')
  })

  it('that cannot be written says where', async () => {
    const { lab, ids } = await labWithRuns([finishedRun()])
    const path = join(temporaryFolder(), 'no', 'such', 'report.csv')
    await expect(lab.reports.write(subject(ids), 'csv', quick, path, { replaces: false })).rejects.toMatchObject({ code: 'report/unwritable', message: expect.stringContaining(path) as string })
    expect(existsSync(path)).toBe(false)
  })
})

describe('the document of a run', () => {
  it('is a report by its schema, with the ticked parts in their order, the user\'s words, and the numbers of every epoch', async () => {
    const { lab, ids: [id = ''] } = await labWithRuns([finishedRun()])
    const options = { ...usualOptions('runs'), parts: ['epochs', 'curves', 'text', 'summary'], title: ' My\nreport ', author: 'Ada', text: 'I *see*.' } as const
    const document = await lab.reports.document({ kind: 'runs', ids: [id] }, options, new Date(2026, 10, 29))
    expect(reportDocumentSchema.parse(document)).toEqual(document)
    expect(document.sections.map(({ part }) => part)).toEqual(['text', 'summary', 'curves', 'epochs'])
    expect(document).toMatchObject({ subject: 'run', title: 'My report', author: 'Ada', date: '29 November 2026', specs: { [id]: finished.run.spec } })
    expect(document.data.columns).toEqual(['run', 'title', 'epoch', 'trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy', 'imagesPerSecond', 'seconds'])
    expect(document.data.rows).toEqual(finished.run.epochs.map((e) => [id, finished.run.title, e.epoch, e.trainLoss, e.trainAccuracy, heldOut(e).loss, heldOut(e).accuracy, e.imagesPerSecond, e.seconds]))
  })

  it('of several runs begins with a table that leads to each', async () => {
    const { lab, ids } = await labWithRuns([finishedRun(), finishedRun({ title: 'AlexNet' }, { ...defaultSpec('alexnet'), epochs: 3 })])
    const document = await lab.reports.document({ kind: 'runs', ids: [...ids, ...ids] }, { ...usualOptions('runs'), parts: ['summary', 'settings', 'epochs'] })
    expect(reportDocumentSchema.parse(document)).toEqual(document)
    const [overview, ...runs] = document.sections
    const [table] = overview?.blocks ?? []
    const links = table?.block === 'table' ? table.rows.map(([cell]) => (typeof cell?.text === 'string' ? '' : cell?.text[0]?.link)) : []
    expect(links).toEqual(runs.map(({ id }) => `#${id}`))
    expect(runs.map(({ title }) => title)).toEqual(['LeNet with ReLU', 'AlexNet'])
  })

  it('names groups of seeds by the settings in which they differ, or by their runs where these are many', async () => {
    const firstNames = async (specs: readonly RunSpec[]): Promise<readonly unknown[]> => {
      const { lab, ids } = await labWithRuns(specs.map((spec) => finishedRun({}, spec)))
      const [overview] = (await lab.reports.document({ kind: 'runs', ids }, quick)).sections
      const table = overview?.blocks.find((block) => block.block === 'table')
      return table?.block === 'table' ? [table.columns[0]?.title, ...table.rows.map(([name]) => name?.text)].map((name) => (name === ids[0] ? 'the first run' : name)) : []
    }
    const seeds = (spec: RunSpec): readonly RunSpec[] => [0, 1].map((seed) => ({ ...spec, seed }))
    const [few, many] = [defaultSpec('lenet-relu'), { ...defaultSpec('alexnet-small'), epochs: 3, batchSize: 64 }]
    expect(await firstNames([...seeds(few), { ...few, batchSize: 64 }])).toEqual(['Settings', 'batch size 128', 'batch size 64'])
    expect(await firstNames([many, ...seeds(few)])).toEqual(['Runs', 'the first run', expect.stringMatching(/^lenet-relu-\d+, lenet-relu-\d+$/)])
  })

  it('that is not there says so', async () => {
    const { lab } = await labWithRuns([])
    await expect(lab.reports.document({ kind: 'runs', ids: ['none-1'] }, usualOptions('runs'))).rejects.toMatchObject({ code: 'run/unknown' })
  })
})

it('names the parts that a run does not have, with the reason', async () => {
  const nothing = finishedRun({ epochs: [], status: 'failed' }, { ...defaultSpec('resnet-8') })
  const { lab, ids } = await labWithRuns([{ ...nothing, points: [] }])
  const missing = (await lab.reports.reportParts({ kind: 'runs', ids })).filter((part) => part.missing !== null)
  expect(missing.map(({ part }) => part)).toEqual(expect.arrayContaining(['curves', 'epochs', 'published', 'performance']))
  expect(missing.map(({ part }) => part)).not.toContain('settings')
})
