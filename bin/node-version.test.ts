// Every entry says which Node is needed, on Nodes that are too old to load anything else.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodeProblem, suits } from './node-version.mjs'

const inProject = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const description = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { engines: { node: string }; scripts: Record<string, string> }

describe('suits', () => {
  it.each(['12.22.12', '16.20.2', '18.20.8', '19.9.0', '20.18.1', '21.7.3', '22.11.0'])('refuses Node %s', (version) => {
    expect(suits(version)).toBe(false)
  })

  it.each(['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.11.1', '26.0.0'])('takes Node %s', (version) => {
    expect(suits(version)).toBe(true)
  })

  it('says what package.json says to npm', () => {
    expect(description.engines.node).toBe('^20.19.0 || >=22.12.0')
  })
})

it('takes the Node that Electron brings along', () => {
  expect(nodeProblem({ node: '20.18.1', electron: '33.3.0' }, '/opt/cnn-lab/cnn-lab')).toBeNull()
})

/** Runs a script on this Node, which says that it is Node 16. */
const onNode16 = (script: string, ...args: string[]) => {
  const pretend = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '16.20.2' } })"
  return spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, inProject(script), ...args], { encoding: 'utf8' })
}

it.each([['bin/cnn-lab.mjs', 'train'], ['scripts/run.mjs', 'start'], ['scripts/run.mjs', 'test'], ['scripts/run.mjs', 'setup']])('%s %s says in one sentence what is needed', (script, ...args) => {
  const { status, stdout, stderr } = onNode16(script, ...args)
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^CNN Lab needs Node 20\.19 or newer .*, and this is Node 16\.20\.2 \(.+\)\. Install a current Node .*\n$/)
})

it('stands before every script of the project', () => {
  const scripts = Object.values(description.scripts).filter((command) => command.includes('scripts/'))
  expect(scripts.length).toBeGreaterThan(3)
  for (const command of scripts) expect(command).toMatch(/^node scripts\/run\.mjs [a-z-]+$/)
})

it.each(['bin/cnn-lab.mjs', 'bin/node-version.mjs', 'scripts/run.mjs'])('%s is written in what old Nodes understand', (path) => {
  const text = readFileSync(inProject(path), 'utf8')
  const writtenFor = (target: ts.ScriptTarget) => ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText
  expect(writtenFor(ts.ScriptTarget.ES2019)).toBe(writtenFor(ts.ScriptTarget.ESNext))
  const imported = [...text.matchAll(/^import .* from '(.+)'$/gm)].map(([, name = '']) => name)
  for (const name of imported.filter((one) => !one.startsWith('node:'))) {
    expect(new URL(name, pathToFileURL(inProject(path))).pathname).toMatch(/\/bin\/node-version\.mjs$/)
  }
})
