// Reports hold what the run holds, in every format, and nothing of a title is taken for markup.
import { reportDocumentSchema } from '@contract/reports/report-document'
import { usualOptions } from '@contract/reports/report-request'
import { defaultSpec } from '@contract/training/run-spec'
import fc from 'fast-check'
import { Window } from 'happy-dom'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { finishedRun } from '../testing/finished-run'
import { sampleEpoch, temporaryFolder } from '../testing/samples'
import { htmlReport } from './html-report'
import { html } from './markup'
import { labWithRuns } from './testing/lab-with-runs'
import { csvReport, jsonReport, markdownReport } from './text-reports'

const nasty = '<script>alert("x")</script> & \'co\''
const finished = finishedRun()

function parsed(text: string) {
  const { document } = new Window()
  document.write(text)
  return document
}

const texts = (elements: Iterable<{ textContent: string | null }>) => [...elements].map((element) => element.textContent?.trim() ?? '')

describe('the HTML report', () => {
  it('has the conclusion, four charts, every epoch, the settings and the published results', () => {
    const document = parsed(htmlReport([finished]))
    expect(texts(document.querySelectorAll('h1'))).toEqual(['LeNet with ReLU'])
    expect(document.querySelector('.conclusion')?.textContent).toContain('on the 10,000 test images after 10 epochs')
    expect(document.querySelectorAll('svg')).toHaveLength(4)
    expect(texts(document.querySelectorAll('tbody tr td:first-child')).filter((text) => /^\d+$/.test(text))).toHaveLength(10)
    expect(texts(document.querySelectorAll('.settings th'))).toContain('learning rate')
    expect(texts(document.querySelectorAll('.settings td'))).toEqual(expect.arrayContaining(['ReLU', 'max-pooling']))
    expect(texts(document.querySelectorAll('.settings td'))).toContain('1×28×28, values 0 to 1')
    expect(texts(document.querySelectorAll('.tiles span'))).toContain('peak memory')
    expect(texts(document.querySelectorAll('figcaption'))).toContain('Images per second')
    expect(JSON.parse(document.querySelector('pre')?.textContent ?? '')).toEqual(finished.run.spec)
    expect(document.body.textContent).toContain('72.8\u00a0%')
  })

  it('needs nothing from elsewhere and runs nothing', () => {
    const text = htmlReport([finished])
    expect(text).not.toMatch(/<script|<link|<img|\bsrc=|url\(|https?:/)
    expect(text).toContain("default-src 'none'")
  })

  it('escapes what the user wrote', () => {
    const document = parsed(htmlReport([finishedRun({ title: nasty, problem: { code: 'x', message: nasty, remedy: '' } })]))
    expect(document.querySelectorAll('script')).toHaveLength(0)
    expect(document.querySelector('h1')?.textContent).toBe(nasty)
    expect(document.querySelector('.problem')?.textContent.trim()).toBe(nasty)
  })

  it('stands for a run without any results too', () => {
    const nothing = { epochs: [], testAccuracy: null, trainLoss: null, startedAt: null, device: null, threads: null, parameters: null }
    const text = htmlReport([{ run: finishedRun({ ...nothing, imagesPerSecond: null, peakRssBytes: null }).run, points: [] }])
    expect(text.replace(/<pre>.*<\/pre>/s, '')).not.toMatch(/NaN|undefined|null|Infinity/)
    expect(parsed(text).querySelectorAll('svg')).toHaveLength(0)
  })

  it('of several runs begins with a table that links to each', () => {
    const other = finishedRun({ id: 'alexnet-8', title: 'AlexNet' }, { ...defaultSpec('alexnet'), epochs: 3 })
    const document = parsed(htmlReport([finished, other]))
    const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '')
    expect(links).toEqual(['#lenet-relu-7', '#alexnet-8'])
    expect(texts(document.querySelectorAll('td:nth-child(-n + 2)')).slice(0, 4)).toEqual(['lenet-relu-7', 'LeNet with ReLU', 'alexnet-8', 'AlexNet'])
    for (const link of links) expect(document.getElementById(link.slice(1))).not.toBeNull()
  })
})

it('markup escapes any text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parsed(html`<p title="${text}">${[text]}</p>`.text).querySelector('p')?.textContent).toBe(text.replaceAll(/\r\n?/g, '\n'))
    }),
  )
})

it('the Markdown report has a row for every epoch', () => {
  const text = markdownReport([finishedRun({ title: 'a|b *c*' })])
  expect(text).toContain('# a\\|b \\*c\\* (lenet-relu-7)')
  expect(markdownReport([finishedRun({ title: 'lenet-relu-7' })])).toMatch(/^# lenet-relu-7\n/)
  expect(text.match(/^\| \d+ \|/gm)).toHaveLength(10)
  expect(text).toContain('"model": "lenet-relu"')
})

it('the CSV report has a line for every epoch, with numbers in full and titles quoted', () => {
  const lines = csvReport([finishedRun({ title: 'a "b", c' })]).split('\r\n')
  expect(lines[0]).toBe('run,title,epoch,trainLoss,trainAccuracy,testLoss,testAccuracy,imagesPerSecond,seconds')
  expect(lines).toHaveLength(12)
  const [first = sampleEpoch(1)] = finished.run.epochs
  const numbers = [first.trainLoss, first.trainAccuracy, first.testLoss, first.testAccuracy, first.imagesPerSecond, first.seconds]
  expect(lines[1]).toBe(`lenet-relu-7,"a ""b"", c",1,${numbers.join(',')}`)
})

it('the JSON report has the records with their points', () => {
  expect(JSON.parse(jsonReport([finished]))).toEqual([{ ...finished.run, points: finished.points }])
})

describe('a report file', () => {
  const subject = (ids: readonly string[]) => ({ kind: 'runs', ids }) as const
  const options = usualOptions('runs')

  it('of a run lies in the run\'s folder, in the place of the one before', async () => {
    const { lab, ids: [id = ''] } = await labWithRuns([finishedRun({ title: 'new' })])
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
    await expect(lab.reports.write(subject(ids), 'csv', options, path, { replaces: false })).rejects.toMatchObject({ code: 'report/exists' })
    expect(readFileSync(path, 'utf8')).toBe('precious')
    await lab.reports.write(subject(ids), 'csv', options, path, { replaces: true })
    expect(readFileSync(path, 'utf8')).toMatch(/^run,title,epoch,/)
  })

  it('that cannot be written says where', async () => {
    const { lab, ids } = await labWithRuns([finishedRun()])
    const path = join(temporaryFolder(), 'no', 'such', 'report.csv')
    await expect(lab.reports.write(subject(ids), 'csv', options, path, { replaces: false })).rejects.toMatchObject({ code: 'report/unwritable', message: expect.stringContaining(path) as string })
    expect(existsSync(path)).toBe(false)
  })
})

describe('the document of a run', () => {
  it('is a report by its schema, with the ticked parts in their order, the user\'s words, and the numbers of every epoch', async () => {
    const { lab, ids: [id = ''] } = await labWithRuns([finishedRun()])
    const options = { ...usualOptions('runs'), parts: ['epochs', 'curves', 'text', 'summary'], title: ' My report ', author: 'Ada', text: 'I *see*.' } as const
    const document = await lab.reports.document({ kind: 'runs', ids: [id] }, options, new Date(2026, 10, 29))
    expect(reportDocumentSchema.parse(document)).toEqual(document)
    expect(document.sections.map(({ part }) => part)).toEqual(['text', 'summary', 'curves', 'epochs'])
    expect(document).toMatchObject({ subject: 'run', title: 'My report', author: 'Ada', date: '29 November 2026', specs: { [id]: finished.run.spec } })
    expect(document.data.columns).toEqual(['run', 'title', 'epoch', 'trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy', 'imagesPerSecond', 'seconds'])
    expect(document.data.rows).toEqual(finished.run.epochs.map((e) => [id, finished.run.title, e.epoch, e.trainLoss, e.trainAccuracy, e.testLoss, e.testAccuracy, e.imagesPerSecond, e.seconds]))
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
