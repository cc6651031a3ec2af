// Devices with a stand-in for the engine: found once, in processes of their own; crashes and silence are reasons, not failures.
import { ChildProcess } from 'node:child_process'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { LabError } from '@contract/problem'
import { FakeLauncher, type FakeBehaviour } from '../testing/fake-launcher'
import { Devices } from './devices'
import { probe } from './probe'

/** Milliseconds that processes may take to go on a busy machine. */
const patience = 20_000

function openDevices(behaviour: FakeBehaviour = {}) {
  const launcher = new FakeLauncher(behaviour, 'in a process')
  const devices = new Devices(launcher, () => Promise.resolve(true))
  onTestFinished(() => {
    devices.close()
  })
  return { devices, launcher }
}

describe('the list', () => {
  it('has every device once, the usable ones first', async () => {
    const { devices } = openDevices()
    const list = await devices.list()
    expect(list.map(({ name }) => name)).toEqual(['cpu', 'webgpu', 'cuda'])
    expect(list.map(({ usable }) => usable)).toEqual([true, false, false])
    for (const { usable, reason, remedy } of list) expect([reason === '', remedy === '']).toEqual([usable, usable])
  })

  it('looks once, and again when that is wanted', async () => {
    const { devices, launcher } = openDevices()
    await Promise.all([devices.list(), devices.list()])
    expect((await devices.device('webgpu')).usable).toBe(false)
    const processes = launcher.channels.length
    launcher.behaviour = { gpu: 'hardware' }
    expect((await devices.device('webgpu')).usable).toBe(false)
    devices.forget()
    expect(await devices.device('webgpu')).toMatchObject({ usable: true, isSoftware: false })
    expect(launcher.channels).toHaveLength(processes + 1)
    await vi.waitFor(() => {
      expect(launcher.alive).toBe(0)
    }, patience)
  })

  it('needs no process for the CPU', async () => {
    const { devices, launcher } = openDevices()
    expect((await devices.usable('cpu')).threads).toBeGreaterThan(0)
    expect(launcher.channels).toEqual([])
  })

  it('goes on where a driver crashes', async () => {
    const { devices } = openDevices({ gpu: 'crash' })
    expect(await devices.device('webgpu')).toMatchObject({ usable: false, reason: 'The engine process ended by signal SIGSEGV while trying the device.' })
  })
})

describe('a choice', () => {
  it('of auto is among what is real and usable', async () => {
    const names = async (behaviour: FakeBehaviour) => (await openDevices(behaviour).devices.candidates('auto')).map(({ name }) => name)
    expect(await names({})).toEqual(['cpu'])
    expect(await names({ gpu: 'software' })).toEqual(['cpu'])
    expect(await names({ gpu: 'hardware' })).toEqual(['cpu', 'webgpu'])
  })

  it('of auto tries nothing where no file is that of a GPU', async () => {
    const launcher = new FakeLauncher({ gpu: 'hardware' }, 'in a process')
    expect((await new Devices(launcher, () => Promise.resolve(false)).candidates('auto')).map(({ name }) => name)).toEqual(['cpu'])
    expect(launcher.channels).toEqual([])
  })

  it('of software is obeyed', async () => {
    expect(await openDevices({ gpu: 'software' }).devices.candidates('webgpu')).toMatchObject([{ name: 'webgpu', isSoftware: true }])
  })

  it('of what cannot be used is rejected in one sentence with a way out', async () => {
    const error: unknown = await openDevices().devices.candidates('webgpu').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LabError)
    const { code, message, remedy } = error as LabError
    expect(code).toBe('device/unusable')
    expect(message).toMatch(/^The device webgpu cannot be used: [A-Z].*\.$/)
    expect(remedy).toMatch(/look again\. sudo apt-get install [\w -]+$/)
  })
})

describe('a probe', () => {
  it('of a device that never answers is ended', async () => {
    const launcher = new FakeLauncher({ gpu: 'silence' }, 'in a process')
    const { problem } = await probe(launcher, 'webgpu', new AbortController().signal, { answer: 300, log: 100 })
    expect(problem).toMatchObject({ code: 'device/hung', message: 'It did not answer within 0.3 seconds.' })
    await vi.waitFor(() => {
      expect(launcher.alive).toBe(0)
    }, patience)
  })

  it('whose process cannot even be killed is not waited for', async () => {
    const launcher = new FakeLauncher({ gpu: 'silence' }, 'in a process')
    const blocked = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(true)
    onTestFinished(() => {
      blocked.mockRestore()
      for (const channel of launcher.channels) channel.kill()
    })
    const { problem } = await probe(launcher, 'webgpu', new AbortController().signal, { answer: 300, log: 100 })
    expect(problem).toMatchObject({ code: 'device/hung' })
    expect(launcher.alive).toBe(1)
  })

  it('is ended when the lab is closed', async () => {
    const launcher = new FakeLauncher({ gpu: 'silence' }, 'in a process')
    const closing = new AbortController()
    const outcome = probe(launcher, 'webgpu', closing.signal)
    closing.abort()
    expect((await outcome).problem).toMatchObject({ code: 'lab/closed' })
    await vi.waitFor(() => {
      expect(launcher.alive).toBe(0)
    }, patience)
  })

  it('brings what the drivers said, without the mark at its end', async () => {
    const { problem, log } = await probe(new FakeLauncher({ gpu: 'hardware' }, 'in a process'), 'webgpu', new AbortController().signal)
    expect({ problem, log }).toEqual({ problem: null, log: 'DRIVER:                  Using "Radeon Fast" with driver: "/usr/lib/libvulkan_fast.so"' })
  })
})
