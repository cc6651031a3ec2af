// What stands before the runs of a report: a table of all, the settings in which they differ, and runs that differ only in the seed read as one.
import { splitWords } from '@common/words/split-words'
import { capital } from '@common/words/capital'
import { groupNames, groupsOf, type RunGroup } from '@common/comparison/run-groups'
import { settingRows, type SettingRow } from '@common/comparison/setting-rows'
import { epochFigures, type EpochFigure } from '@common/curves/epoch-figures'
import { usedImages } from '@common/training/used-images'
import { estimate } from '@common/statistics/class-figures'
import { meanAndSpread, type MeanAndSpread } from '@common/statistics/mean-and-spread'
import { hasDefaultTitle } from '@common/words/run-title'
import { intervalWords } from '@common/words/evaluation-words'
import { formatCounted, formatDuration, formatLoss, formatPercent, formatRate } from '@common/words/format'
import { statusWords } from '@common/words/status-words'
import { phrase } from '@language/phrase'
import type { ReportBlock, ReportBlockOf, ReportCell, ReportTable } from '@contract/reports/report-block'
import type { ReportSection } from '@contract/reports/report-document'
import { heldOutOfAll } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { linked, numberCell, numberColumns, paragraph, textColumns } from '../blocks'
import { epochAxis } from '../parts/curves-part'
import type { ReportedRun } from '../parts/reported-run'

/** A run, and the section that has its details. */
export interface PlacedRun {
  readonly reported: ReportedRun
  readonly section: string
}

/** Settings in which runs differ that have room beside each other. */
const mostColumns = 5

/** Groups of seeds that a chart can tell apart. */
const mostLines = 7

/** Settings by which groups of seeds are named, at most: where they differ in more, names would be longer than the table is wide, and their runs stand for them. */
const mostNamedSettings = 4

/** Runs of a group that stand for it by their ids. */
const mostIds = 3

export function runsOverview(placed: readonly PlacedRun[]): ReportSection {
  const runs = placed.map(({ reported }) => reported.run)
  const differing = settingRows(runs.map(({ spec }) => spec)).filter(({ differs }) => differs)
  const groups = groupsOf(runs)
  const seeds = groups.some((group) => group.runs.length > 1) ? seedBlocks(groups, differing) : []
  return { id: 'overview', title: phrase('Overview'), part: null, sections: [], blocks: [...seeds, resultsTable(placed), ...settingsTable(placed, differing)] }
}

function resultsTable(placed: readonly PlacedRun[]): ReportTable {
  return {
    block: 'table',
    caption: phrase('The runs of this report, with the results after their last epoch; intervals are of 95 % (Wilson).'),
    columns: [...textColumns(phrase('Run'), phrase('Status')), ...numberColumns(phrase('Epochs'), phrase('Train loss'), phrase('Test accuracy'), phrase('Interval'), phrase('Images/s'), phrase('Time'))],
    rows: placed.map(({ reported, section }) => {
      const { run } = reported
      return [
        { text: linked(run.id, section) },
        { text: statusWords[run.status] },
        numberCell(run.epochs.length, String),
        numberCell(run.trainLoss, formatLoss),
        numberCell(run.testAccuracy, formatPercent),
        { text: accuracyInterval(reported) },
        numberCell(run.imagesPerSecond, formatRate),
        numberCell(run.elapsedSeconds, formatDuration),
      ]
    }),
  }
}

/** Wilson's, of the accuracy on the test images; empty before there is one. */
function accuracyInterval({ run, dataset }: ReportedRun): string {
  if (run.testAccuracy === null) return ''
  const images = usedImages(run.spec.dataset.limitTest, dataset.testImages)
  return intervalWords(estimate(Math.round(run.testAccuracy * images), images).interval)
}

/** What tells the runs apart: titles, where the user has given some, and settings. */
function settingsTable(placed: readonly PlacedRun[], differing: readonly SettingRow[]): readonly ReportTable[] {
  const titles = placed.map(({ reported: { run } }) => (run.title === run.id || hasDefaultTitle(run) ? '' : run.title))
  const hasTitles = titles.some((title) => title !== '')
  if (!hasTitles && differing.length === 0) return []
  const shown = differing.slice(0, mostColumns)
  const others = differing.length > shown.length ? phrase('; the first {shown} of {all}', { shown: shown.length, all: differing.length }) : ''
  return [{
    block: 'table',
    caption: shown.length === 0 ? phrase('Titles of the runs.') : phrase('Settings in which the runs differ{others}.', { others }),
    columns: textColumns(phrase('Run'), ...(hasTitles ? [phrase('Title')] : []), ...shown.map(({ label }) => label)),
    rows: placed.map(({ reported, section }, index) => [{ text: linked(reported.run.id, section) }, ...(hasTitles ? [{ text: titles[index] ?? '' }] : []), ...shown.map(({ cells }) => ({ text: cells[index] ?? '' }))]),
  }]
}

interface NamedGroup extends RunGroup {
  readonly name: string
}

/** Runs of the same settings but for the seed: mean and spread, and their curves as one. */
function seedBlocks(groups: readonly RunGroup[], differing: readonly SettingRow[]): readonly ReportBlock[] {
  const ofGroups = settingRows(groups.flatMap(({ runs: [first] }) => first?.spec ?? [])).filter(({ path, differs }) => differs && path !== 'seed')
  const isNamedByRuns = ofGroups.length > mostNamedSettings
  const names = isNamedByRuns ? groups.map(idsOf) : groupNames(groups, ofGroups)
  const named = groups.map((group, index): NamedGroup => ({ ...group, name: names[index] ?? '' }))
  const onlySeeds = groups.length === 1 && differing.every(({ path }) => path === 'seed')
  const charts = [...chartOf(named, 'heldOutLoss'), ...chartOf(named, 'heldOutAccuracy')]
  return [
    paragraph(onlySeeds ? sentence(named) : phrase('Runs that differ in nothing but the seed are read as one: what differs among them is chance.'), onlySeeds ? 'lead' : 'plain'),
    groupsTable(named, isNamedByRuns ? phrase('Runs') : phrase('Settings')),
    ...(charts.length === 0 ? [] : [{ block: 'beside', charts } as const satisfies ReportBlock]),
  ]
}

/** `lenet-relu-7, lenet-relu-8 and 2 more`: their settings stand in a table of their own. */
function idsOf({ runs }: RunGroup): string {
  const ids = runs.slice(0, mostIds).map(({ id }) => id).join(', ')
  return runs.length > mostIds ? phrase('{ids} and {count} more', { ids, count: runs.length - mostIds }) : ids
}

function sentence(groups: readonly NamedGroup[]): string {
  const runs = groups.flatMap((group) => group.runs)
  const accuracy = spreadOf(runs, 'testAccuracy')
  const [first] = runs
  if (!accuracy || !first) return ''
  const interval = accuracy.interval === null ? '' : phrase(", with a 95 % interval of the mean (Student's t) of {interval}", { interval: intervalWords(accuracy.interval) })
  return phrase('{runs} that differ only in the seed reached {accuracy} on the test images{interval}.', { runs: formatCounted(runs.length, 'run'), accuracy: spreadWords(accuracy, formatPercent), interval })
}

/** `87.2 % ± 0.4 %`, `0.589 ± 0.080`: mean and standard deviation. */
const spreadWords = ({ mean, deviation }: MeanAndSpread, words: (value: number) => string): string => (deviation === null ? words(mean) : `${words(mean)} ± ${words === formatLoss ? deviation.toFixed(3) : words(deviation)}`)

function spreadOf(runs: readonly RunRecord[], figure: 'testAccuracy' | 'testLoss' | 'trainLoss' | 'imagesPerSecond'): MeanAndSpread | null {
  return meanAndSpread(runs.flatMap((run) => run[figure] ?? []))
}

/** `3`, or `2 of 3` where some have no result. */
function seedsWords(runs: readonly RunRecord[]): string {
  const tested = runs.filter(({ testAccuracy }) => testAccuracy !== null).length
  return tested === runs.length ? String(runs.length) : phrase('{tested} of {runs}', { tested, runs: runs.length })
}

function groupsTable(groups: readonly NamedGroup[], names: string): ReportTable {
  const cell = (spread: MeanAndSpread | null, words: (value: number) => string): ReportCell => ({ text: spread === null ? '' : spreadWords(spread, words), value: spread?.mean ?? null })
  return {
    block: 'table',
    caption: phrase('Mean and standard deviation over the seeds, after the last epoch.'),
    columns: [...textColumns(names), ...numberColumns(phrase('Seeds'), phrase('Test accuracy'), phrase('Test loss'), phrase('Train loss'), phrase('Images/s'))],
    rows: groups.map(({ name, runs }) => [
      { text: name },
      { text: seedsWords(runs), value: runs.length },
      cell(spreadOf(runs, 'testAccuracy'), formatPercent),
      cell(spreadOf(runs, 'testLoss'), formatLoss),
      cell(spreadOf(runs, 'trainLoss'), formatLoss),
      cell(spreadOf(runs, 'imagesPerSecond'), formatRate),
    ]),
  }
}

/** The mean of each group over the epochs that all of its runs have ended, with the band from the lowest to the highest. */
function chartOf(groups: readonly NamedGroup[], figure: 'heldOutLoss' | 'heldOutAccuracy'): readonly ReportBlockOf<'chart'>[] {
  const lines = groups.slice(0, mostLines).flatMap((group, colour) => {
    const epochs = epochsOf(group, figure)
    if (epochs.length === 0) return []
    return [{
      label: groups.length === 1 ? phrase('mean') : group.name,
      ...{ colour, stroke: 'solid' as const, isMarked: true },
      points: epochs.map(({ epoch, values }): [number, number] => [epoch, meanAndSpread(values)?.mean ?? 0]),
      ...(group.runs.length > 1 && { band: epochs.map(({ values }): [number, number] => [Math.min(...values), Math.max(...values)]) }),
    }]
  })
  if (lines.length === 0) return []
  const split = splitWords[heldOutOfAll(groups.flatMap(({ runs }) => runs.map(({ spec }) => spec)))]
  const title = capital(figure === 'heldOutLoss' ? phrase('{split} loss', { split }) : phrase('{split} accuracy', { split }))
  const some = groups.length > mostLines ? phrase(' The first {drawn} of {all} settings.', { drawn: mostLines, all: groups.length }) : ''
  return [{
    block: 'chart',
    caption: phrase('{figure} over the epochs: mean of the seeds, shaded from the lowest to the highest.{some}', { figure: title, some }),
    alternative: phrase('{figure} over the epochs of {lines}.', { figure: title, lines: lines.map(({ label }) => label).join(phrase('; ')) }),
    chart: {
      kind: 'lines',
      x: epochAxis,
      y: figure === 'heldOutLoss' ? { title: phrase('{split} loss', { split }), scale: 'linear', kind: 'loss', cutsSpikes: true, shown: [0] } : { title: phrase('{split} accuracy', { split }), scale: 'linear', kind: 'share' },
      lines,
    },
  }]
}

function epochsOf({ runs }: RunGroup, figure: EpochFigure): readonly { readonly epoch: number; readonly values: readonly number[] }[] {
  const common = Math.min(...runs.map(({ epochs }) => epochs.length))
  return Array.from({ length: common }, (_, index) => ({ epoch: index + 1, values: runs.flatMap(({ epochs }) => epochs.slice(index, index + 1).map(epochFigures[figure])) }))
}
