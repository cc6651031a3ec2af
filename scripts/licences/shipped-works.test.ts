// Every package that ships has the text of its licence; one without is a fault that names it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectFolder } from '../setup/project.mjs'
import { noticesFile, packageOfModule, runtimePackages, shippedWorks, workOfPackage } from './shipped-works.mjs'

describe('the works that ship with the lab', () => {
  const works = shippedWorks(projectFolder, [join(projectFolder, 'node_modules', 'vue', 'index.js')])
  const named = (name: string) => works.find((work) => work.name === name)

  it.each(['onnxruntime-node', 'libsql', 'zod', 'vue', '@fontsource-variable/inter', '@iconify-json/lucide', 'Fashion-MNIST', 'Electron', 'Chromium', 'Node.js'])('name %s', (name) => {
    expect(named(name)?.text.length).toBeGreaterThan(100)
  })

  it('have a licence each', () => {
    for (const { name, licence, text } of works) expect([name, licence, text]).toEqual([name, expect.stringMatching(/\w/), expect.stringMatching(/copyright|permission|licen[cs]e/i)])
    expect(named('onnxruntime-node')?.text).toContain('Eigen') // notices of what is linked into its libraries
    expect(named('@bufbuild/protobuf')?.text).toContain('Apache License')
    expect(named('electron-vite')).toBeUndefined() // builds the lab and ships with nothing
  })

  it('are told in one file', () => {
    const file = noticesFile(works)
    for (const { text } of works) expect(file).toContain(text)
  })
})

it.each([
  ['/lab/node_modules/vue/dist/vue.js', '/lab/node_modules/vue'],
  ['/lab/node_modules/@nuxt/ui/dist/Button.vue?vue&type=script', '/lab/node_modules/@nuxt/ui'],
  ['/lab/node_modules/a/node_modules/b/index.js', '/lab/node_modules/a/node_modules/b'],
  ['\0/lab/node_modules/c/index.js?commonjs-proxy', '/lab/node_modules/c'],
  ['C:\\lab\\node_modules\\d\\index.js', 'C:/lab/node_modules/d'],
  ['/lab/renderer/main.ts', undefined],
  ['\0vite/preload-helper.js', undefined],
])('the package of the module %j is %j', (id, folder) => {
  expect(packageOfModule(id)).toBe(folder)
})

describe('a package', () => {
  let project = ''
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'cnn-lab-licences-'))
  })
  afterEach(() => {
    rmSync(project, { recursive: true })
  })

  function planted(path: string, description: object, files: Readonly<Record<string, string>> = {}): string {
    const folder = join(project, path)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify(description))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return folder
  }

  it('has the texts of all its files about licences, and an address to look at', () => {
    const folder = planted('node_modules/a', { name: 'a', version: '1.2.3', license: '(MIT OR CC0-1.0)', repository: 'someone/a' }, { LICENSE: 'Permission.\n', NOTICE: 'Thanks.', 'license.js': 'no text' })
    expect(workOfPackage(folder)).toEqual({ name: 'a', version: '1.2.3', licence: 'MIT OR CC0-1.0', source: 'https://github.com/someone/a', text: 'Permission.\n\nThanks.' })
  })

  it.each([
    ['no text', { license: 'MIT' }, {}],
    ['no name of a licence', {}, { LICENSE: 'Permission.' }],
  ])('with %s is a fault', (_what, said, files) => {
    const folder = planted('node_modules/a', { name: 'a', version: '1.2.3', ...said }, files)
    expect(() => workOfPackage(folder)).toThrow('The package a 1.2.3 ships with the lab and has no text of its licence')
  })

  it('is found with all that it needs, each where Node would take it from; those for other systems are left out', () => {
    planted('.', { dependencies: { a: '1', c: '1' } })
    planted('node_modules/a', { name: 'a', dependencies: { b: '2' }, optionalDependencies: { 'a-win32': '1' } })
    planted('node_modules/a/node_modules/b', { name: 'b', version: '2' })
    planted('node_modules/b', { name: 'b', version: '1' })
    planted('node_modules/c', { name: 'c' })
    expect(runtimePackages(project).sort()).toEqual(['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/c'].map((path) => join(project, path)))
    planted('node_modules/c', { name: 'c', dependencies: { missing: '1' } })
    expect(() => runtimePackages(project)).toThrow('The package missing')
  })
})
