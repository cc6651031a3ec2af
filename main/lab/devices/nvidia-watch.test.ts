// Reading a GPU's use: lines as NVIDIA's tool prints them, from a process that behaves like it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { NvidiaWatch } from './nvidia-watch'
import type { Command } from './tool'

/** Milliseconds; a busy machine may take seconds to start Node. */
const patience = 20_000

/** A tool that prints these lines, a few milliseconds apart, then waits, or ends otherwise; it writes down that it lives, and what it was asked. */
function tool(lines: readonly string[], end = 'setInterval(() => {}, 1000)'): { readonly command: Command; readonly asked: string } {
  const folder = temporaryFolder()
  const script = join(folder, 'tool.mjs')
  const asked = join(folder, 'asked')
  writeFileSync(
    script,
    `import { readFileSync, writeFileSync } from 'node:fs'
     writeFileSync(${JSON.stringify(asked)}, process.pid + ' ' + process.argv.slice(2).join(' '))
     for (const line of ${JSON.stringify(lines)}) { process.stdout.write(line); await new Promise((r) => setTimeout(r, 20)) }
     ${end}`,
  )
  return { command: [process.execPath, script], asked }
}

async function watching(lines: readonly string[]): Promise<NvidiaWatch | null> {
  const watch = await NvidiaWatch.begin(0, tool(lines).command, patience)
  onTestFinished(() => watch?.end())
  return watch
}

it('tells what came into use since it began, and how busy the GPU is', async () => {
  const watch = await watching(['500, 0\n', '3811, 97\n'])
  await vi.waitFor(() => {
    expect(watch?.latest).toEqual({ deviceBytes: 3311 * 2 ** 20, deviceUtilization: 0.97 })
  }, patience)
})

it('puts lines together that come in pieces', async () => {
  const watch = await watching(['500', ', 0\n17', '00, 4', '\n'])
  await vi.waitFor(() => {
    expect(watch?.latest).toEqual({ deviceBytes: 1200 * 2 ** 20, deviceUtilization: 0.04 })
  }, patience)
})

it('leaves open what the GPU does not tell', async () => {
  expect((await watching(['[N/A], 12\n']))?.latest).toEqual({ deviceBytes: null, deviceUtilization: 0.12 })
  expect((await watching(['300, [N/A]\n']))?.latest).toEqual({ deviceBytes: 0, deviceUtilization: null })
})

it('is nothing where there is no such tool, or it only complains', async () => {
  expect(await NvidiaWatch.begin(0, ['no-such-tool-anywhere'])).toBeNull()
  expect(await NvidiaWatch.begin(0, [process.execPath, '-e', 'process.exit(9)'], patience)).toBeNull()
})

it('is nothing where the tool says nothing in time', async () => {
  expect(await NvidiaWatch.begin(0, tool([]).command, 300)).toBeNull()
})

it('forgets its last reading when the tool dies', async () => {
  const watch = await NvidiaWatch.begin(0, tool(['500, 0\n', '3811, 97\n'], 'process.exit(15)').command, patience)
  expect(watch).not.toBeNull()
  await vi.waitFor(() => {
    expect(watch?.latest).toBeNull()
  }, patience)
})

it('ends the process of the tool', async () => {
  const { command, asked } = tool(['1, 1\n'])
  const watch = await NvidiaWatch.begin(2, command, patience)
  const [pid = '', ...args] = readFileSync(asked, 'utf8').split(' ')
  expect(args).toEqual(['--id=2', '--query-gpu=memory.used,utilization.gpu', '--format=csv,noheader,nounits', '--loop-ms=500'])
  watch?.end()
  await vi.waitFor(() => {
    expect(() => process.kill(Number(pid), 0)).toThrow()
  }, patience)
})
