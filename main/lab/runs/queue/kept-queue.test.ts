// The queue of a lab from one start to the next, with a stand-in engine: order, choices, threads, forecast, and what becomes of a run that was cut short.
import { firstQueueChoices, type QueueState } from '@contract/runs/run-queue'
import { availableParallelism } from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { Lab } from '../../lab'
import { openDirectStore } from '../../store/direct-store'
import { FakeLauncher } from '../../testing/fake-launcher'
import { sampleSpec, temporaryFolder } from '../../testing/samples'

/** A machine that is busy with other work starts a run within seconds rather than one. */
const patience = { timeout: 20_000 }

const spec = sampleSpec({ epochs: 3 })
/** The stand-in takes long enough for everything that a test does meanwhile. */
const slow = { stepMilliseconds: 400 }

async function openLab(home: string) {
  const launcher = new FakeLauncher(slow)
  const lab = await Lab.open({ home, launcher, openStore: openDirectStore })
  onTestFinished(() => lab.close())
  const told: QueueState[] = []
  lab.onEvent((event) => {
    if (event.type === 'queue') told.push(event.queue)
  })
  await lab.runs.takeOverQueue()
  const start = async (title: string): Promise<string> => (await lab.runs.start(spec, title)).id
  const statusOf = async (id: string): Promise<string> => (await lab.runs.run(id)).run.status
  return { lab, launcher, told, start, statusOf }
}

it('goes on in the changed order after a restart; the run that was cut short is offered, and goes on first', async () => {
  const home = temporaryFolder()
  const first = await openLab(home)
  const [going, b, c] = [await first.start('going'), await first.start('b'), await first.start('c')]
  expect((await first.lab.queue.reorderQueue([c, b])).waiting).toEqual([c, b])
  expect(first.told.at(-1)).toMatchObject({ waiting: [c, b] })
  await first.lab.queue.chooseQueue({ ...firstQueueChoices, isHeld: true })
  await expect.poll(() => first.statusOf(going), patience).toBe('running')
  await first.lab.close()

  const second = await openLab(home)
  expect(await second.lab.queue.queue()).toEqual({ isHeld: true, atOnce: 1, afterRestart: 'ask', waiting: [c, b], cutShort: [going], takenOver: 2 })
  expect(await second.statusOf(c)).toBe('queued')
  expect(await second.lab.queue.goOnWithCutShort()).toMatchObject({ waiting: [going, c, b], cutShort: [] })
  await second.lab.queue.chooseQueue({ ...firstQueueChoices, afterRestart: 'go-on' })
  await expect.poll(() => second.statusOf(going), patience).toBe('running')
  await second.lab.close()

  const third = await openLab(home)
  expect(third.lab.runs.active.map(({ id }) => id)).toEqual([going])
  expect(await third.lab.queue.queue()).toMatchObject({ waiting: [c, b], cutShort: [] })
})

it.skipIf(availableParallelism() < 2)('trains two side by side with the threads divided, and foresees all ends', async () => {
  const { lab, launcher, start } = await openLab(temporaryFolder())
  await lab.queue.chooseQueue({ ...firstQueueChoices, atOnce: 2 })
  const ids = [await start('a'), await start('b'), await start('c')]
  await expect.poll(() => lab.runs.training.map(({ id }) => id), patience).toEqual(ids.slice(0, 2))
  await expect.poll(() => launcher.commands.flatMap((command) => (command.type === 'train' ? [command.threads] : [])), patience).toEqual([Math.floor(availableParallelism() / 2), Math.floor(availableParallelism() / 2)])
  const { ends, seconds, sideBySide } = await lab.queue.queueForecast()
  expect(ends.map(({ id }) => id)).toEqual(ids)
  expect(seconds).toBe(Math.max(...ends.map(({ seconds }) => Number(seconds))))
  expect(ends[2]?.seconds).toBeGreaterThan(Math.min(Number(ends[0]?.seconds), Number(ends[1]?.seconds)))
  expect(sideBySide[0]).toMatchObject({ atOnce: 2, fits: true })
  expect(sideBySide[0]?.speed).toBeGreaterThan(0.4)
  expect(sideBySide[0]?.speed).toBeLessThan(1)
})
