// Reports hold what the run holds, in every format, and nothing of a title is taken for markup.
import { defaultSpec } from '@contract/training/run-spec'
import fc from 'fast-check'
import { Window } from 'happy-dom'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { finishedRun } from '../testing/finished-run'
import { sampleEpoch, temporaryFolder } from '../testing/samples'
import { htmlReport } from './html-report'
import { html } from './markup'
import { writeReport, writeRunReport } from './report'
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
  it('is written whole, in the place of the one before', async () => {
    const folder = temporaryFolder()
    await writeRunReport(folder, finishedRun({ title: 'old' }))
    const path = await writeRunReport(folder, finishedRun({ title: 'new' }))
    expect(path).toBe(join(folder, 'report.html'))
    expect(readFileSync(path, 'utf8')).toContain('<title>new - CNN Lab</title>')
    expect(readdirSync(folder)).toEqual(['report.html'])
  })

  it('that cannot be written says where', async () => {
    const path = join(temporaryFolder(), 'no', 'such', 'report.csv')
    await expect(writeReport([finished], 'csv', path)).rejects.toThrow(path)
    expect(existsSync(path)).toBe(false)
  })
})
