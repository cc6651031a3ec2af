// A registry that refuses, and one that takes requests and never answers: what npm does with either, and what the user is told.
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { npmFromRegistry } from './registry.mjs'

let folder = ''

/** Shorter than usual: what is tried is that the waits are kept, not how long they are. */
const patience = { request: 2_000, failure: 2_000, silence: 20_000 }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnn-lab-registry-'))
  vi.stubEnv('npm_config_cache', join(folder, 'cache'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'tried', version: '1.0.0', dependencies: { 'left-pad': '1.3.0' } }))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** Installs a package from the registry, and gives the problem and the seconds until it was told. */
async function failing(registry: string): Promise<{ problem: unknown; seconds: number }> {
  vi.stubEnv('npm_config_registry', registry)
  const began = performance.now()
  const options = { cwd: folder, tell: () => undefined, failure: 'Nothing was installed.', remedy: 'Try again.', offline: 'Fetch it elsewhere.' }
  const problem: unknown = await npmFromRegistry(['install', '--no-audit', '--no-fund'], options, patience).then(() => null, (error: unknown) => error)
  return { problem, seconds: (performance.now() - began) / 1000 }
}

it('tells at once of a registry that cannot be reached', async () => {
  const { problem, seconds } = await failing('http://127.0.0.1:9')
  expect(problem).toMatchObject({ message: 'Nothing was installed. The package registry http://127.0.0.1:9 does not answer (ECONNREFUSED).', output: '' })
  expect(problem).toMatchObject({ remedy: expect.stringMatching(/npm config get registry.*Fetch it elsewhere\.$/) as string })
  expect(seconds).toBeLessThan(30)
})

it('gives up a registry that takes requests and never answers', async () => {
  const silent = createServer((socket) => {
    socket.on('error', () => undefined).resume()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    silent.close()
  })
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const { problem, seconds } = await failing(`http://127.0.0.1:${String(port)}`)
  expect(problem).toMatchObject({ message: expect.stringContaining(`The package registry http://127.0.0.1:${String(port)} does not answer.`) as string, output: '' })
  expect(seconds).toBeLessThan(30)
})
