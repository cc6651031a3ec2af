// While AlexNet trains on every processor the page stays responsive: its own code never holds it up.
import type { LabApi } from '@contract/api/lab-api'
import { readFileSync } from 'node:fs'
import { field, keepPicture, pressView, setUp, test, state, stepsDone, expect } from './lab-window'

/** Milliseconds from which the browser runs a task long. */
const longTask = 50

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds by the clock, and of processor time. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly type?: string; readonly functionName?: string; readonly url?: string; readonly lineNumber?: number; readonly columnNumber?: number } }
}

/** One run of the page's scripts: what Chromium calls it, and how long it took in milliseconds. */
interface ScriptRun {
  readonly what: string
  readonly wall: number
  readonly processor: number
}

/** The ways in which Chromium runs a page's scripts; what one of them calls is part of it. */
const scriptEvents = ['EvaluateScript', 'EventDispatch', 'FireAnimationFrame', 'FunctionCall', 'RunMicrotasks', 'TimerFire']

/** Runs of the page's scripts that Chromium recorded, the longest first. */
function scriptRuns(path: string): readonly ScriptRun[] {
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] }
  const pages = traceEvents.filter(({ ph, args }) => ph === 'M' && args?.name === 'CrRendererMain')
  return traceEvents
    .filter(({ name, pid, tid }) => scriptEvents.includes(name) && pages.some((page) => page.pid === pid && page.tid === tid))
    .map(({ name, args, dur = 0, tdur = dur }) => ({ what: [name, ...Object.values(args?.data ?? {})].join(' '), wall: dur / 1000, processor: tdur / 1000 }))
    .sort((a, b) => b.processor - a.processor)
}

/** Measurements within the page, in milliseconds: durations of long tasks, and moments of progress events. */
interface Diary {
  readonly longTasks: number[]
  readonly progress: number[]
}

declare global {
  interface Window {
    diary: Diary
    readonly lab: LabApi
  }
}

test('no run of our code takes 50 ms, and progress comes at most ten times a second', async ({ lab: { app, page } }, testInfo) => {
  await setUp(page, /^AlexNet, quick look/, { 'Batch size': '8', 'Train on first': '640', 'Test on first': '64' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(state(page, 'Training')).toBeVisible({ timeout: 60_000 })
  await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(0)

  await page.evaluate(() => {
    const diary: Diary = { longTasks: [], progress: [] }
    window.diary = diary
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) diary.longTasks.push(Math.round(entry.duration))
    }).observe({ type: 'longtask' })
    window.lab.onEvent(({ type }) => {
      if (type === 'progress') diary.progress.push(performance.now())
    })
  })
  await app.evaluate(({ contentTracing }) => contentTracing.startRecording({ included_categories: ['devtools.timeline', 'v8.execute'] }))

  const trace = testInfo.outputPath('trace.json')
  for (let round = 0; round < 2; round++) {
    await field(page, 'Epochs').fill(String(round + 2))
    await page.getByText('So far', { exact: true }).click()
    await pressView(page, 'runs')
    await page.waitForTimeout(300)
    await page.getByRole('link', { name: /^AlexNet/ }).click()
    await page.waitForTimeout(500)
    await pressView(page, 'train')
    await page.waitForTimeout(700)
    await page.emulateMedia({ colorScheme: round % 2 === 0 ? 'dark' : 'light' })
    await page.waitForTimeout(1200) // more than the second in which progress is counted
  }
  await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), trace)
  const { longTasks, progress } = await page.evaluate(() => window.diary)
  await keepPicture(page, testInfo, 'alexnet-training')

  const runs = scriptRuns(trace)
  const longest = runs[0]?.processor ?? NaN
  const longestByTheClock = Math.max(...runs.map(({ wall }) => wall))
  console.log(
    `    ${runs.length} runs of our code, the longest ${longest.toFixed(1)} ms of processor time (${longestByTheClock.toFixed(1)} ms by the clock); ` +
      `${longTasks.length} long tasks of the whole page (${longTasks.join(', ')} ms); ${progress.length} progress events`,
  )
  for (const { what, processor } of runs.slice(0, 3)) console.log(`      ${processor.toFixed(1)} ms: ${what}`)
  expect(runs.length).toBeGreaterThan(20)
  // Processor time, because by the clock a run also waits while the engine has the processor.
  expect(longest).toBeLessThan(longTask)
  expect(progress.length).toBeGreaterThan(0)
  for (const begin of progress) {
    const inOneSecond = progress.filter((moment) => moment >= begin && moment < begin + 1000)
    expect(inOneSecond.length).toBeLessThanOrEqual(10)
  }
})
