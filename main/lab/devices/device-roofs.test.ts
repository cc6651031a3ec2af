// Roofs of devices with a stand-in for the engine: measured once, remembered by the place, measured again when that is wanted.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openDirectStore } from '../store/direct-store'
import { FakeLauncher, type FakeBehaviour } from '../testing/fake-launcher'
import { DeviceRoofs } from './device-roofs'
import { Devices } from './devices'

/** Milliseconds that processes may take to go on a busy machine. */
const patience = 20_000

async function openRoofs(behaviour: FakeBehaviour = {}, { isBusy = false, limit = patience } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'cnn-lab-roofs-'))
  const store = await openDirectStore(home)
  const launcher = new FakeLauncher(behaviour)
  const devices = new Devices(launcher)
  const roofs = new DeviceRoofs({ launcher, devices, calibrations: store.calibrations, isBusy: () => Promise.resolve(isBusy), limit })
  onTestFinished(async () => {
    devices.close()
    roofs.close()
    await store.close()
    await rm(home, { recursive: true })
  })
  return { roofs, launcher }
}

it('measures once, for all who ask meanwhile and later', async () => {
  const { roofs, launcher } = await openRoofs()
  const [first, second] = await Promise.all([roofs.roof('cpu', false), roofs.roof('cpu', true)])
  expect(first).toMatchObject({ flopsPerSecond: 1e11, bytesPerSecond: 1e10, title: expect.stringMatching(/^CPU/) as string })
  expect(second).toEqual(first)
  expect(await roofs.roof('cpu', false)).toEqual(first)
  expect(launcher.channels).toHaveLength(1)
})

it('measures again when that is wanted, each time in a process of its own', async () => {
  const { roofs, launcher } = await openRoofs()
  const first = await roofs.roof('cpu', false)
  const again = await roofs.roof('cpu', true)
  expect(Date.parse(again.measuredAt)).toBeGreaterThan(Date.parse(first.measuredAt))
  expect(launcher.channels).toHaveLength(2)
  await vi.waitFor(() => {
    expect(launcher.alive).toBe(0)
  }, patience)
})

it('does not measure beside a run, and says what to do', async () => {
  const { roofs, launcher } = await openRoofs({}, { isBusy: true })
  await expect(roofs.roof('cpu', false)).rejects.toMatchObject({ code: 'device/busy', remedy: expect.stringMatching(/pause the run/) as string })
  expect(launcher.channels).toEqual([])
})

it('remembers nothing of a measurement that crashed', async () => {
  const { roofs, launcher } = await openRoofs({ failure: { atStep: 0, kind: 'kill' } })
  await expect(roofs.roof('cpu', false)).rejects.toMatchObject({ message: expect.stringMatching(/while measuring the speed of a device/) as string })
  launcher.behaviour = {}
  expect(await roofs.roof('cpu', false)).toMatchObject({ flopsPerSecond: 1e11 })
})

it('ends a measurement that takes too long, or when the lab is closed', async () => {
  const slow = await openRoofs({ gpu: 'silence' }, { limit: 300 })
  await expect(slow.roofs.roof('cpu', false)).rejects.toMatchObject({ code: 'device/hung', message: expect.stringMatching(/within 0.3 seconds/) as string })
  const closed = await openRoofs({ gpu: 'silence' })
  const roof = closed.roofs.roof('cpu', false)
  const outcome = expect(roof).rejects.toMatchObject({ code: 'lab/closed' })
  await vi.waitFor(() => {
    expect(closed.launcher.alive).toBe(1)
  }, patience)
  closed.roofs.close()
  await outcome
  await vi.waitFor(() => {
    expect([slow.launcher.alive, closed.launcher.alive]).toEqual([0, 0])
  }, patience)
})

it('has no roof of a device that cannot be used', async () => {
  const { roofs } = await openRoofs()
  await expect(roofs.roof('cuda', false)).rejects.toMatchObject({ code: 'device/unusable' })
})
