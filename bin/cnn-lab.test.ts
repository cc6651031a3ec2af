// The command's entry: it passes the command line's exit code on, and says what to do when there is nothing to run.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnn-lab-'))
  mkdirSync(join(folder, 'bin'))
  for (const name of ['cnn-lab.mjs', 'node-version.mjs']) copyFileSync(fileURLToPath(new URL(name, import.meta.url)), join(folder, 'bin', name))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const run = (...args: string[]) => spawnSync(process.execPath, [join(folder, 'bin', 'cnn-lab.mjs'), ...args], { encoding: 'utf8' })

it('names the command that sets the lab up', () => {
  const { status, stderr } = run('train')
  expect(status).toBe(1)
  expect(stderr).toContain('npm run setup')
})

it('runs the command line with its arguments, and passes its exit code on', () => {
  mkdirSync(join(folder, 'out', 'main'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '{}')
  writeFileSync(join(folder, 'out', 'main', 'cli.js'), 'console.log(process.argv.slice(2).join()); process.exitCode = 2')
  const { status, stdout } = run('train', '--epochs', '1')
  expect(status).toBe(2)
  expect(stdout).toBe('train,--epochs,1\n')
})
