// The CUDA provider's place and the command that fetches it, against the package that is installed here.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { fetchCudaProvider, isCudaProviderInstalled } from './cuda-provider'

it('lies beside the binding, with the library that it shares', async () => {
  const folder = temporaryFolder()
  const libraries = join(folder, 'bin/napi-v6', process.platform, process.arch)
  expect(await isCudaProviderInstalled(folder)).toBe(false)
  mkdirSync(libraries, { recursive: true })
  writeFileSync(join(libraries, 'libonnxruntime_providers_cuda.so'), '')
  expect(await isCudaProviderInstalled(folder)).toBe(false)
  writeFileSync(join(libraries, 'libonnxruntime_providers_shared.so'), '')
  expect(await isCudaProviderInstalled(folder)).toBe(true)
})

it('is fetched by a script of the package that is forced by the value, and has both files for CUDA 12', () => {
  const [, value = '', script = ''] = /^ONNXRUNTIME_NODE_INSTALL=(.+) node "(.+)"$/.exec(fetchCudaProvider) ?? []
  const beside = (name: string) => readFileSync(join(script, '..', name), 'utf8')
  expect(beside('install.js')).toContain('installPackages')
  vi.stubEnv('ONNXRUNTIME_NODE_INSTALL', value)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const { parseInstallFlag } = createRequire(import.meta.url)(join(script, '..', 'install-utils.js')) as { readonly parseInstallFlag: () => unknown }
  expect(parseInstallFlag()).toBe(true)
  expect(beside('install-metadata.js')).toContain("'linux/x64': ['cuda12'],")
  expect(beside('install-metadata.js')).toMatch(/'linux\/x64:cuda12': \{\s+'\.\/libonnxruntime_providers_cuda\.so'[^]*'\.\/libonnxruntime_providers_shared\.so'/)
})
