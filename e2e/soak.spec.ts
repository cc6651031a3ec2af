// A window that trains for as long as CNN_LAB_SOAK_MINUTES says, one long run or one short run after another, while one view after the other is shown: memory and open files stay what they were.
import { readdirSync, readlinkSync } from 'node:fs'
import type { LabApi } from '../contract/api/lab-api'
import { defaultSpec } from '../contract/training/run-spec'
import { views } from '../contract/window/views'
import { expect, pressView, setUp, state, test, type LabWindow } from './lab-window'
import { inWords, mostMemory, ownMegabytes, pageMemory } from './page-memory'
import { repeatably } from './repeatably'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}

const minutes = Number(process.env.CNN_LAB_SOAK_MINUTES ?? 0)

/** Runs that the queue gets: more than any soak trains. */
const mostRuns = 1000
/** Share by which memory may be more in the second half than in the first. */
const mostGrowth = 0.1
/** Open files that may be more in the second half than in the first. */
const mostFiles = 2

/** What a process of the lab takes. */
interface Reading {
  /** MB, without its share of files. */
  readonly memory: number
  /** What its handles are of: files, sockets, pipes. */
  readonly files: readonly string[]
}

/** What the handles of a process are of; one that has been closed meanwhile is of nothing. */
function openFiles(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).flatMap((name) => {
    try {
      return readlinkSync(`${folder}/${name}`).replaceAll(/\d+/g, 'N').replace(/:\[N\]$/, '')
    } catch {
      return []
    }
  })
}

/** How many there are of each kind, e.g. `socket: 40, /dev/null: 3`, the most frequent first. */
function inKinds(files: readonly string[] = []): string {
  const counts = new Map<string, number>()
  for (const file of files) counts.set(file, (counts.get(file) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, 8).map(([kind, count]) => `${kind}: ${count}`).join(', ')
}

/** A reading of the main process and of the page, and how many processes there are. */
async function readingsOf({ app }: LabWindow): Promise<{ readonly main: Reading; readonly page: Reading; readonly processes: number }> {
  const { main, page, processes } = await repeatably(() => app.evaluate(({ app: program, BrowserWindow }) => ({
    main: process.pid,
    page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? NaN,
    processes: program.getAppMetrics().length,
  })))
  const reading = (pid: number): Reading => ({ memory: ownMegabytes(pid) ?? NaN, files: openFiles(pid) })
  return { main: reading(main), page: reading(page), processes }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

/** The medians of the first half of some readings and of the second. */
function halves(values: readonly number[]): readonly [number, number] {
  const middle = Math.floor(values.length / 2)
  return [median(values.slice(0, middle)), median(values.slice(middle))]
}

/** Shows every view, and looks at the page and the processes then, until the time is over. @param told words on what has been done meanwhile */
async function walkAndRead(lab: LabWindow, told: () => Promise<string>): Promise<void> {
  const readings: Awaited<ReturnType<typeof readingsOf>>[] = []
  for (const end = Date.now() + minutes * 60_000; Date.now() < end;) {
    for (const { name } of views) {
      await pressView(lab.page, name)
      await lab.page.waitForTimeout(2000)
    }
    const memory = await pageMemory(lab) // collects garbage
    const reading = await readingsOf(lab)
    readings.push(reading)
    console.log(`    ${((end - Date.now()) / 60_000).toFixed(1)} min to go, ${await told()}: page ${reading.page.memory.toFixed(0)} MB of its own (${inWords(memory)}), ${reading.page.files.length} files; main process ${reading.main.memory.toFixed(0)} MB of its own, ${reading.main.files.length} files; ${reading.processes} processes`)
    expect(memory.own).toBeLessThan(mostMemory)
  }
  for (const name of ['main', 'page'] as const) {
    const memory = halves(readings.map((reading) => reading[name].memory))
    const files = halves(readings.map((reading) => reading[name].files.length))
    console.log(`    ${name}: ${memory.map((value) => value.toFixed(0)).join(' and ')} MB, ${files.join(' and ')} files in the two halves`)
    expect(memory[1], `memory of ${name} in the second half beside the first`).toBeLessThan((1 + mostGrowth) * memory[0])
    expect(files[1], `open files of ${name} in the second half beside the first; ${inKinds(readings[0]?.[name].files)} in the beginning, ${inKinds(readings.at(-1)?.[name].files)} in the end`).toBeLessThanOrEqual(files[0] + mostFiles)
  }
}

/** Starts a sweep of many short runs, which train one after another. */
async function queueRuns({ page }: LabWindow, count: number): Promise<void> {
  const spec = defaultSpec('lenet-relu')
  const base = { ...spec, epochs: 1, dataset: { ...spec.dataset, limitTrain: 500, limitTest: 100 } }
  await page.evaluate(async ({ base, count }) => {
    const axis = { setting: 'optimizer.learningRate' as const, along: [], from: 0.01, to: 0.1, count, scale: 'log' as const }
    const started = await window.lab.startSweep({ version: 1, title: 'Soak', base, axes: [axis], strategy: { kind: 'grid' }, seeds: [0] }, { kind: 'local' })
    if (!started.ok) throw new Error(JSON.stringify(started))
  }, { base, count })
}

/** Nodes and listeners of the page, after its garbage was collected: detached ones are among them as long as something keeps them. */
async function aliveIn({ page }: LabWindow): Promise<{ readonly nodes: number; readonly listeners: number }> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters')
  await devtools.detach()
  return { nodes, listeners: jsEventListeners }
}

/** The least of what is alive, and of handles of /dev/null, while some runs train: each run has moments with more of them. @param count of the runs @returns with how many are done then */
async function leastWhileTraining(lab: LabWindow, count: number): Promise<{ readonly nodes: number; readonly listeners: number; readonly nulls: number; readonly runs: number }> {
  let least = { nodes: Infinity, listeners: Infinity, nulls: Infinity }
  let runs = await trained(lab)
  for (const end = runs + count; runs < end; runs = await trained(lab)) {
    const { nodes, listeners } = await aliveIn(lab)
    const nulls = (await readingsOf(lab)).main.files.filter((file) => file === '/dev/null').length
    least = { nodes: Math.min(least.nodes, nodes), listeners: Math.min(least.listeners, listeners), nulls: Math.min(least.nulls, nulls) }
  }
  return { ...least, runs }
}

/** How many runs of the sweep are done. */
const trained = ({ page }: LabWindow): Promise<number> =>
  page.evaluate(async () => {
    const sweeps = await window.lab.sweeps()
    return sweeps.ok ? (sweeps.value[0]?.counts.completed ?? NaN) : NaN
  })

test.skip(process.platform !== 'linux', 'reads /proc')

test('runs that have ended leave no open file, no node and no listener behind', async ({ lab }) => {
  await queueRuns(lab, 20)
  await expect.poll(() => trained(lab), { timeout: 120_000 }).toBeGreaterThanOrEqual(2) // from here on everything is loaded
  const before = await leastWhileTraining(lab, 2)
  await expect.poll(() => trained(lab), { timeout: 120_000 }).toBeGreaterThanOrEqual(before.runs + 4)
  const after = await leastWhileTraining(lab, 2)
  const runs = after.runs - before.runs
  for (const what of ['nulls', 'nodes', 'listeners'] as const) expect(after[what], `${what} after ${runs} runs more`).toBeLessThan(before[what] + runs)
})

test.describe('for many minutes', () => {
  test.skip(minutes === 0, 'CNN_LAB_SOAK_MINUTES is the length of each')
  test.beforeEach(() => { test.setTimeout((minutes + 5) * 60_000) })

  test('a long run leaves the lab as small as it was', async ({ lab }) => {
    await setUp(lab.page, /^LeNet with ReLU/, { Epochs: '1000' })
    await lab.page.getByRole('button', { name: 'Train', exact: true }).click()
    await expect(state(lab.page, 'Training')).toBeVisible()
    await walkAndRead(lab, () => Promise.resolve('one run'))
  })

  test('one run after another leaves the lab as small as it was', async ({ lab }) => {
    await queueRuns(lab, mostRuns)
    await expect.poll(() => trained(lab), { timeout: 120_000 }).toBeGreaterThan(0)
    await walkAndRead(lab, async () => `${await trained(lab)} runs`)
    expect(await trained(lab)).toBeGreaterThan(minutes)
  })
})
