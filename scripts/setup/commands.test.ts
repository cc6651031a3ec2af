// Running other programs: what comes back, and what is told when they fail.
import { basename, delimiter, dirname } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { commandExists, npmCommand, runQuietly, runVisibly, succeeds } from './commands.mjs'
import { SetupProblem } from './problem.mjs'

const node = process.execPath

describe('runQuietly', () => {
  it('gives what the program printed', async () => {
    expect(await runQuietly(node, ['-e', 'console.log("out"); console.error("err")'])).toBe('out\n')
  })

  it('keeps everything that a failing program printed', async () => {
    const failing = runQuietly(node, ['-e', 'console.log("out"); console.error("err"); process.exit(3)'])
    await expect(failing).rejects.toThrow(/failed \(exit code 3\)/)
    const error: unknown = await failing.catch((problem: unknown) => problem)
    expect(error).toBeInstanceOf(SetupProblem)
    expect(error).toMatchObject({ output: expect.stringMatching(/out\n[^]*err\n|err\n[^]*out\n/) as string })
  })

  it('says the sentence that its caller gave it', async () => {
    await expect(runQuietly(node, ['-e', 'process.exit(1)'], { failure: 'It rained.', remedy: 'Wait.' })).rejects.toMatchObject({
      message: 'It rained.',
      remedy: 'Wait.',
    })
    await expect(runQuietly('no-such-program', [])).rejects.toThrow('`no-such-program` could not be run.')
  })

  it('can be ended', async () => {
    const ended = new AbortController()
    // npm, too, holds back the softer signals while it installs.
    const deaf = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.error("ready")'
    const running = runQuietly(node, ['-e', deaf], { signal: ended.signal, hear: () => { ended.abort() } })
    await expect(running).rejects.toBeInstanceOf(SetupProblem)
  })
})

describe('runVisibly', () => {
  it('gives the exit code', async () => {
    expect(await runVisibly(node, ['-e', ''])).toBe(0)
    expect(await runVisibly(node, ['-e', 'process.exit(7)'])).toBe(7)
  })

  it.skipIf(process.platform === 'win32')('counts a signal as shells do', async () => {
    expect(await runVisibly(node, ['-e', 'process.kill(process.pid, "SIGKILL")'])).toBe(137)
  })
})

it('knows which programs there are', () => {
  vi.stubEnv('PATH', ['/nowhere', dirname(node)].join(delimiter))
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  expect(succeeds(node, ['-e', ''])).toBe(true)
  expect(succeeds(node, ['-e', 'process.exit(1)'])).toBe(false)
  expect(succeeds('no-such-program', [])).toBe(false)
  expect(commandExists('no-such-program')).toBe(false)
  expect(commandExists(basename(node))).toBe(true)
})

it('runs the npm that started it by the same Node, and npm by its name otherwise', () => {
  expect(npmCommand({ npm_execpath: '/lib/npm/bin/npm-cli.js' }, 'win32')).toEqual([node, '/lib/npm/bin/npm-cli.js'])
  expect(npmCommand({ npm_execpath: '/lib/pnpm/pnpm.cjs' }, 'linux')).toEqual(['npm'])
  expect(npmCommand({}, 'linux')).toEqual(['npm'])
  expect(npmCommand({}, 'win32')).toEqual(['cmd.exe', '/d', '/c', 'npm'])
})
