// Engine processes as children of Node that are killed: those that go, and one that the kernel holds fast.
import { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import type { EngineExit } from './channel'
import { forkLauncher } from './fork-launcher'

/** Milliseconds; a busy machine may take seconds to start Node. */
const patience = 20_000

/** A program that says that it is ready, and never ends. */
async function endless(killPatience?: number) {
  const entry = join(temporaryFolder(), 'endless.mjs')
  writeFileSync(entry, "process.on('message', () => {}); process.on('disconnect', () => {}); setInterval(() => {}, 1000); process.send('ready')")
  const channel = forkLauncher(entry, killPatience).launch()
  const exits: EngineExit[] = []
  channel.onExit((exit) => exits.push(exit))
  await new Promise<void>((resolve) => {
    channel.onMessage(() => {
      resolve()
    })
  })
  return { channel, exits }
}

it('a killed process is told of when it is gone', async () => {
  const { channel, exits } = await endless()
  channel.kill()
  expect(exits).toEqual([])
  await vi.waitFor(() => {
    expect(exits).toEqual([{ code: null, signal: 'SIGKILL', lastWords: '' }])
  }, patience)
  expect(() => process.kill(channel.pid ?? 0, 0)).toThrow()
})

it('one that stays all the same counts as gone after a while, and keeps this process alive no longer', async () => {
  const held = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap' || name === 'PipeWrap').length
  const before = held()
  const { channel, exits } = await endless(300)
  const blocked = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(true)
  onTestFinished(() => {
    blocked.mockRestore()
    process.kill(channel.pid ?? 0, 'SIGKILL')
  })
  channel.kill()
  channel.kill()
  await vi.waitFor(() => {
    expect(exits).toEqual([{ code: null, signal: 'SIGKILL', lastWords: '' }])
  }, patience)
  await vi.waitFor(() => {
    expect(held()).toBe(before)
  }, patience)
  expect(() => process.kill(channel.pid ?? 0, 0)).not.toThrow()
  channel.send({ type: 'stop' }) // is lost, as on the way to any process that has ended
})
