// The store in its own thread: with ten thousand runs, nothing that the window asks holds up the main thread for longer than a frame.
import { piecesOf } from '@common/pieces'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { maxRows, newestFirstChoice } from '@contract/runs/run-query'
import { Lab } from '../lab'
import { FakeLauncher } from '../testing/fake-launcher'
import { makeManyRuns } from '../testing/many-runs'
import { sampleListing } from '../testing/sample-listing'
import { sampleSpec, temporaryFolder } from '../testing/samples'
import { Database } from './database'
import { threadedStore } from './threaded-store'

/** Needs the built program, as the tests of the command line do. */
const thread = fileURLToPath(new URL('../../../out/main/store-thread.js', import.meta.url))

const frame = 16
const runCount = 10_000
const pointCount = 5000

/** A home with ten thousand runs, and one with many points. */
function largeHome(): string {
  const home = temporaryFolder()
  makeManyRuns(home, runCount, 2)
  const database = new Database(join(home, 'lab.db'))
  database.transaction(() => {
    const place = 'VALUES (?, ?, 1, 1, 0.5, 1, 0.5, 900, 0.1, 2e8, 1, 1, NULL, NULL)'
    for (let step = 1; step <= pointCount; step++) database.run(`INSERT INTO points ${place}`, runCount, step)
  })
  database.close()
  return home
}

/** Milliseconds for which this thread has had a processor; where the system does not tell, that have gone by. */
function processorTime(): number {
  if (!existsSync('/proc/thread-self/schedstat')) return performance.now()
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6
}

/** The longest turn of this thread's event loop during some work, in milliseconds; time that other programs took does not count. */
async function longestTurn(work: () => Promise<void>): Promise<number> {
  let [longest, isDone, before] = [0, false, processorTime()]
  const done = work().finally(() => {
    isDone = true
  })
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve))
    const now = processorTime()
    longest = Math.max(longest, now - before)
    before = now
  }
  await done
  return longest
}

/** The best of some tries: the compiler and the collector of garbage have their own times. */
async function bestOf(tries: number, work: () => Promise<void>): Promise<number> {
  let best = Infinity
  for (let attempt = 0; attempt < tries && best >= frame; attempt++) best = Math.min(best, await longestTurn(work))
  return best
}

it('listing ten thousand runs and opening a long one blocks for less than a frame', { timeout: 120_000 }, async () => {
  const lab = await Lab.open({ home: largeHome(), launcher: new FakeLauncher(), openStore: threadedStore(thread) })
  onTestFinished(() => lab.close())
  /** As the bridge sends an answer to the page: written into a message piece by piece. */
  const toPage = async (value: unknown): Promise<void> => {
    for (const piece of piecesOf(value)) {
      serialize(piece)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const listing = await bestOf(8, async () => {
    const page = await lab.runTable.runTable(newestFirstChoice, { offset: 0, limit: maxRows })
    expect(page).toMatchObject({ total: runCount, matching: runCount, all: runCount })
    await toPage(page)
    await toPage(await lab.runTable.runIds(newestFirstChoice, 0, runCount))
  })
  const opening = await bestOf(8, async () => {
    const detail = await lab.runs.run((await lab.runTable.runIds(newestFirstChoice, 0, 0))[0] ?? '')
    expect(detail.points).toHaveLength(pointCount)
    await toPage(detail)
  })
  process.stdout.write(`longest turn: listing ${listing.toFixed(1)} ms, opening ${opening.toFixed(1)} ms\n`)
  expect(listing).toBeLessThan(frame)
  expect(opening).toBeLessThan(frame)
})

it('answers in the order of the calls, passes errors on with their codes, and rejects what comes after its end', async () => {
  const store = await threadedStore(thread)(temporaryFolder())
  await store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
  const created = store.runs.create(sampleSpec(), 'first', 'me')
  const current = store.runs.current()
  expect(await current).toEqual([await created])
  expect(await store.ownNetworks.save(sampleListing('Mine'), { layers: 4, parameters: null, classes: null })).toMatchObject({ name: 'Mine', revision: 1 })
  await store.networkFiles.addRecent('/mine.json')
  expect(await store.networkFiles.recent()).toMatchObject([{ path: '/mine.json', kind: 'layers' }])
  await expect(store.runs.get('lenet-99')).rejects.toMatchObject({ code: 'run/unknown' })
  await store.close()
  await expect(store.runs.current()).rejects.toMatchObject({ code: 'store/closed' })
})

it('says why it cannot be opened', async () => {
  await expect(threadedStore(thread)('/proc/none')).rejects.toMatchObject({ code: 'home/unusable' })
})
