// The report of one or more runs as one HTML file that needs nothing beside it: results, curves, settings, published figures.
import { problemSentence } from '@common/words/problem-sentence'
import { conclusion } from '@common/conclusions/conclusion'
import { comparedResult, publishedEpochs, publishedFor, type PublishedResult } from '@common/published/published'
import { publishedPoints } from '@common/published/published-points'
import { epochCells, epochTitles } from '@common/words/epoch-cells'
import { formatBytes, formatCount, formatCounted, formatDuration, formatLoss, formatPercent, formatRate, formatZonedMoment, pageFormats } from '@common/words/format'
import { deviceWords, memoryFacts } from '@common/words/run-facts'
import type { RunDetail } from '@contract/api/runs-api'
import type { RunRecord } from '@contract/runs/run-record'
import { specFacts } from '@common/words/spec-facts'
import { datasetInfo } from '../../data/catalogue'
import { labVersion } from '../version'
import { lineChart, type Line } from './chart'
import { halfEpochMeans, thinned, type CurvePoint } from './curves'
import { html, Markup, type Insertion } from './markup'
import { style } from './style'

/** The whole file. */
export function htmlReport(details: readonly RunDetail[], now = new Date()): string {
  const title = details.map(({ run }) => run.title).join(', ')
  const page = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
    <title>${title} - CNN Lab</title>
    <style>${new Markup(style)}</style>
  </head>
  <body>
    ${details.length > 1 ? overview(details.map(({ run }) => run)) : null}
    ${details.map(article)}
    <footer>CNN Lab ${labVersion}, ${formatZonedMoment(now.toISOString())}</footer>
  </body>
</html>
`
  return page.text
}

function overview(runs: readonly RunRecord[]): Markup {
  const rows = runs.map((run) => [
    html`<a href="#${run.id}">${run.id}</a>`,
    run.title === run.id ? '' : html`<div class="title">${run.title}</div>`,
    run.status,
    String(run.epochs.length),
    run.trainLoss === null ? '' : formatLoss(run.trainLoss),
    run.testAccuracy === null ? '' : formatPercent(run.testAccuracy),
    run.imagesPerSecond === null ? '' : formatRate(run.imagesPerSecond),
    formatDuration(run.elapsedSeconds),
  ])
  return html`<h1>${formatCounted(runs.length, 'run')}</h1>
    ${table(['run', 'title', 'status', 'epochs', 'train loss', 'test accuracy', 'images/s', 'time'], 3, rows)}`
}

function article({ run, points }: RunDetail): Markup {
  const { problem } = run
  return html`<article id="${run.id}">
    <h1>${run.title}</h1>
    <p class="under">${[run.id, run.status, formatZonedMoment(run.startedAt)].filter((part) => part !== '').join(' · ')}</p>
    ${problem && html`<p class="problem">${problemSentence(problem)}</p>`}
    <p class="conclusion">${conclusion(run, datasetInfo(run.spec.dataset.id), pageFormats)}</p>
    ${tiles(run)} ${points.length > 0 ? charts({ run, points }) : null} ${run.epochs.length > 0 ? results(run) : null} ${settings(run)}
    ${publishedTable(publishedFor(run.spec))}
  </article>`
}

function tiles(run: RunRecord): Markup {
  const tile = (name: string, value: number | null, wording: (value: number) => string) =>
    value === null ? null : html`<li><b>${wording(value)}</b><span>${name}</span></li>`
  return html`<ul class="tiles">
    ${tile('test accuracy', run.testAccuracy, formatPercent)} ${tile('train loss', run.trainLoss, formatLoss)}
    ${tile('images per second', run.imagesPerSecond, formatRate)} ${tile('training and testing', run.elapsedSeconds, formatDuration)}
    ${tile('peak memory', run.peakRssBytes, formatBytes)}
  </ul>`
}

function charts({ run, points }: RunDetail): Markup {
  const tested = (measure: 'testLoss' | 'testAccuracy') => run.epochs.map((result): CurvePoint => [result.epoch, result[measure]])
  const train = (measure: 'loss' | 'accuracy'): readonly Line[] => [
    { label: '', look: 'train-faint', points: thinned(points, (point) => point[measure]) },
    { label: 'train', look: 'train', points: halfEpochMeans(points, measure) },
  ]
  const single = (measure: 'imagesPerSecond' | 'rssBytes'): readonly Line[] => [
    { label: '', look: 'single', points: thinned(points, (point) => point[measure]) },
  ]
  const compared = comparedResult(run.spec)
  const lastEpoch = points.at(-1)?.epoch ?? run.epochs.length
  return html`<h2>Curves</h2>
    <div class="charts">
      ${lineChart({
        ...{ title: 'Loss', xLabel: 'epoch', yLabel: 'loss', yText: String, yShown: [0] },
        spikes: { yExpected: Math.log(datasetInfo(run.spec.dataset.id).classes.length), text: formatLoss },
        lines: [...train('loss'), { label: 'test', look: 'test', points: tested('testLoss'), marked: true }],
      })}
      ${lineChart({
        ...{ title: 'Accuracy', xLabel: 'epoch', yLabel: 'accuracy', yText: (value) => `${Math.round(value * 100)} %` },
        lines: [
          ...train('accuracy'),
          { label: 'test', look: 'test', points: tested('testAccuracy'), marked: true },
          ...(compared ? [publishedLine(compared, lastEpoch)] : []),
        ],
      })}
      ${lineChart({
        ...{ title: 'Images per second', xLabel: 'epoch', yLabel: 'images per second', yText: formatCount, yShown: [0] },
        spikes: { yExpected: null, text: formatRate },
        lines: single('imagesPerSecond'),
      })}
      ${lineChart({
        ...{ title: 'Memory of the engine process', xLabel: 'epoch', yLabel: 'resident memory', yText: formatBytes, yShown: [0] },
        lines: single('rssBytes'),
      })}
    </div>`
}

/** The published curve as far as the run goes, or a level line. */
function publishedLine(published: PublishedResult, lastEpoch: number): Line {
  const points = publishedPoints(published, lastEpoch).filter(({ x }) => x <= lastEpoch)
  const end = points.at(-1)?.y ?? published.finalAccuracy
  return { label: `book ${formatPercent(end)}`, look: 'published', points: points.map(({ x, y }): CurvePoint => [x, y]) }
}

function results(run: RunRecord): Markup {
  return html`<h2>Results by epoch</h2>
    ${table(epochTitles, 0, run.epochs.map((epoch) => epochCells(epoch, pageFormats)))}`
}

function settings(run: RunRecord): Markup {
  const facts = specFacts(run.spec, datasetInfo(run.spec.dataset.id))
  const rows: readonly (readonly [string, string])[] = [
    ...facts.map(({ label, value }) => [label.charAt(0).toLowerCase() + label.slice(1), value] as const),
    ['parameters', run.parameters === null ? '' : formatCount(run.parameters)],
    ['device', deviceWords(run)],
    ...memoryFacts(run, pageFormats),
  ]
  return html`<h2>Settings</h2>
    <table class="settings">
      ${rows.map(([name, value]) => (value === '' ? null : html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`))}
    </table>
    <details>
      <summary>As a file for <code>cnn-lab train --spec</code></summary>
      <pre>${JSON.stringify(run.spec, null, 2)}</pre>
    </details>`
}

function publishedTable(list: readonly PublishedResult[]): Markup {
  const rows = list.map(({ name, source, finalAccuracy }) => [name, source, formatPercent(finalAccuracy)])
  return html`<h2>Published results</h2>
    ${table(['network', 'source', `test accuracy after ${publishedEpochs} epochs`], 2, rows)}`
}

/** A table whose columns from `firstNumber` on hold numbers. */
function table(head: readonly string[], firstNumber: number, rows: readonly (readonly Insertion[])[]): Markup {
  const kind = (index: number) => (index >= firstNumber ? html` class="number"` : null)
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>${head.map((title, index) => html`<th scope="col"${kind(index)}>${title}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td${kind(index)}>${cell}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`
}
