// Fetching the CUDA provider where the registry cannot be reached: told within the limits of the setup, rather than after npm's own retries.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchProvider } from './provider.mjs'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnn-lab-provider-'))
  vi.stubEnv('XDG_CACHE_HOME', folder)
  vi.stubEnv('npm_config_cache', join(folder, 'npm'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

it('tells soon of a registry that cannot be reached, and leaves nothing behind', async () => {
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9')
  const began = performance.now()
  await expect(fetchProvider(() => undefined)).rejects.toMatchObject({
    message: 'The package onnxruntime-common@1.29.0 could not be downloaded from the npm registry. The package registry http://127.0.0.1:9 does not answer (ECONNREFUSED).',
    remedy: expect.stringContaining(join(folder, 'cnn-lab', 'onnxruntime-cuda-1.29.0')) as string,
  })
  expect((performance.now() - began) / 1000).toBeLessThan(40)
  expect(readdirSync(join(folder, 'cnn-lab'))).toEqual([])
}, 60_000)
