// The CUDA provider's place and the command that fetches it, against the package that is installed here.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { fetchCudaProvider, isCudaProviderInstalled } from './cuda-provider'

it('lies beside the binding, with the library that it shares', () => {
  const folder = temporaryFolder()
  const libraries = join(folder, 'bin/napi-v6', process.platform, process.arch)
  expect(isCudaProviderInstalled(folder)).toBe(false)
  mkdirSync(libraries, { recursive: true })
  writeFileSync(join(libraries, 'libonnxruntime_providers_cuda.so'), '')
  expect(isCudaProviderInstalled(folder)).toBe(false)
  writeFileSync(join(libraries, 'libonnxruntime_providers_shared.so'), '')
  expect(isCudaProviderInstalled(folder)).toBe(true)
})

it('is fetched by a script of the package that knows the variable, the name cuda12 and both files', () => {
  const [, script = ''] = /^ONNXRUNTIME_NODE_INSTALL=cuda12 node "(.+)"$/.exec(fetchCudaProvider) ?? []
  const beside = (name: string) => readFileSync(join(script, '..', name), 'utf8')
  expect(beside('install.js')).toContain('installPackages')
  expect(beside('install-utils.js')).toContain('process.env.ONNXRUNTIME_NODE_INSTALL')
  expect(beside('install-metadata.js')).toMatch(/'linux\/x64:cuda12': \{\s+'\.\/libonnxruntime_providers_cuda\.so'[^]*'\.\/libonnxruntime_providers_shared\.so'/)
})
