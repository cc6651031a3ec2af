// While a run trains nothing on the page moves by itself; views change at once; and the page stays small however long a run is.
import type { CDPSession, Page } from '@playwright/test'
import { views } from '../contract/window/views'
import { eventChannel } from '../preload/channels'
import { expect, pressView, setUp, state, stepsDone, test, type LabWindow } from './lab-window'
import { inWords, mostMemory, pageMemory } from './page-memory'

/** Most that may move on the page in all, as Chromium counts: share of the screen that moves times the share of the screen it moves by. */
const mostShift = 0.01

/** Longest that a change of the view may take, in milliseconds. */
const longestChange = 100

/** What moved on the page since the last question, other than by the user. */
interface Shifts {
  readonly sum: number
  readonly sources: readonly string[]
}

/** Begins to note what moves on the page. */
async function watchShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    interface LayoutShift extends PerformanceEntry { readonly value: number; readonly hadRecentInput: boolean; readonly sources: readonly { readonly node: Node | null }[] }
    const noted = { sum: 0, sources: [] as string[] }
    Object.assign(globalThis, { noted })
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as LayoutShift[]) {
        if (hadRecentInput) continue
        noted.sum += value
        noted.sources.push(`${value.toFixed(4)}: ${sources.map(({ node }) => (node instanceof Element ? node.outerHTML : node?.textContent ?? '').slice(0, 120)).join(' | ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: false })
  })
}

/** What has moved since the last question. */
const shifts = (page: Page): Promise<Shifts> =>
  page.evaluate(() => {
    const { noted } = globalThis as unknown as { readonly noted: { sum: number; sources: string[] } }
    const { sum, sources } = noted
    Object.assign(noted, { sum: 0, sources: [] })
    return { sum, sources }
  })

/** Chromium's own clock of the page's thread, in milliseconds of processor time. */
async function threadTime(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN)
}

interface Change {
  readonly wall: number
  readonly processor: number
}

/** Shows a view by its link; milliseconds until it is painted. */
async function changeView(page: Page, devtools: CDPSession, label: string): Promise<Change> {
  const before = await threadTime(devtools)
  const wall = await page.evaluate((wanted) => {
    const link = [...document.querySelectorAll<HTMLElement>('nav a')].find((candidate) => candidate.textContent.trim().startsWith(wanted))
    if (!link) throw new Error(`no link ${wanted}`)
    const began = performance.now()
    link.click()
    return new Promise<number>((resolve) => {
      const look = (): void => {
        if (document.querySelector('main h1')?.textContent.includes(wanted) !== true) {
          requestAnimationFrame(look)
          return
        }
        // A message behind the frame in which it is there comes after that frame is painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => { resolve(performance.now() - began) }
          port2.postMessage(null)
        })
      }
      look()
    })
  }, label)
  return { wall, processor: (await threadTime(devtools)) - before }
}

/** Tells the page points of a run as the lab does, a hundred at a time, while one view after the other is shown. */
async function streamPoints({ app, page }: LabWindow, runId: string, points: number): Promise<void> {
  const perLook = 2500
  for (let sent = 0; sent < points; sent += perLook) {
    await app.evaluate(({ BrowserWindow }, { channel, id, from, count }) => {
      const window = BrowserWindow.getAllWindows()[0]
      for (let at = from; at < from + count; at += 100) {
        window?.webContents.send(channel, Array.from({ length: 100 }, (_, index) => {
          const step = at + index
          const learned = 1 - 1 / (1 + step / 5e5)
          return {
            type: 'progress',
            runId: id,
            point: {
              step, epoch: step / 50, loss: 2.3 - 2 * learned + (step % 7) / 50, accuracy: learned, runningLoss: 2.3 - 2 * learned, runningAccuracy: learned, imagesPerSecond: 8000 + (step % 97),
              stepSeconds: 0.016, rssBytes: 2.4e8 + (step % 89) * 1e4, deviceBytes: null, deviceUtilization: null, elapsedSeconds: step / 20, secondsLeft: 10,
            },
          }
        }))
      }
    }, { channel: eventChannel, id: runId, from: 1e6 + sent, count: perLook })
    const view = views[(sent / perLook) % views.length]
    if (view) await pressView(page, view.name)
  }
  await pressView(page, 'train')
}

test('nothing moves while a run trains, views change at once, and the page stays small', async ({ lab }) => {
  const { page } = lab
  const devtools = await page.context().newCDPSession(page)
  const fresh = await pageMemory(lab)
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '2560', 'Test on first': '500', Epochs: '1000' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect(state(page, 'Training')).toBeVisible()
  await expect(page.getByTestId('tile-testAccuracy')).toContainText('%') // an epoch is done: from now on only values change

  await test.step('values change in their place', async () => {
    await watchShifts(page)
    for (const view of ['train', 'runs', 'run'] as const) {
      if (view === 'run') await page.getByRole('link', { name: /^LeNet with ReLU/ }).first().click()
      else await pressView(page, view)
      await page.waitForTimeout(700) // Chromium takes what moves within half a second for the user's doing
      const steps = view === 'train' ? await stepsDone(page) : 0
      await page.waitForTimeout(1500)
      if (view === 'train') expect(await stepsDone(page)).toBeGreaterThan(steps)
      const { sum, sources } = await shifts(page)
      expect(sum, `${view}: ${sources.join('\n')}`).toBeLessThan(mostShift)
    }
    await page.evaluate(() => document.querySelector('main article')?.prepend(Object.assign(document.createElement('div'), { id: 'intruder', style: 'height: 200px' })))
    await expect.poll(async () => (await shifts(page)).sum, 'what does move is noticed').toBeGreaterThan(mostShift)
    await page.evaluate(() => { document.querySelector('#intruder')?.remove() })
  })

  const changes: Change[] = []
  await test.step('a view is there at once', async () => {
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    for (let round = 0; round < 2; round++) {
      for (const { label } of views) {
        const change = await changeView(page, devtools, label)
        if (round > 0) changes.push(change)
        // Processor time, because by the clock a change also waits while others have the processors.
        if (round > 0) expect(change.processor, label).toBeLessThan(longestChange)
      }
    }
    await devtools.send('Performance.disable')
  })

  await test.step('the page is as small after 100,000 points as before', async () => {
    await pressView(page, 'train')
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect(state(page, 'Paused')).toBeVisible()
    await streamPoints(lab, 'lenet-relu-1', 100_000)
    await expect.poll(() => stepsDone(page)).toBe(1_099_999) // all have arrived
    expect((await pageMemory(lab)).own).toBeLessThan(mostMemory)
  })

  console.log(
    `    views change in ${changes.map(({ wall, processor }) => `${processor.toFixed(0)} (${wall.toFixed(0)})`).join(', ')} ms of processor time (by the clock); ` +
      `page: fresh ${inWords(fresh)}, in the end ${inWords(await pageMemory(lab))}`,
  )
})
