// The lockfile is complete: npm finds everything in it, and asks the registry for no description of a package before it fetches what is written there.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { npmCommand } from '../setup/commands.mjs'
import { everything } from '../setup/dependencies.mjs'
import { inProject } from '../setup/project.mjs'

it('has every package, peers too, in versions that suit each other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-lockfile-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(inProject(name), join(folder, name))
  const [command = 'npm', ...first] = npmCommand(process.env, process.platform)
  const offline = ['--registry=http://127.0.0.1:9', `--cache=${join(folder, 'cache')}`, '--fetch-retries=0', '--loglevel=http', '--no-audit', '--no-fund']
  const { status, stderr } = spawnSync(command, [...first, 'ci', '--dry-run', '--ignore-scripts', ...everything, ...offline], { cwd: folder, encoding: 'utf8' })
  expect(stderr.split('\n').filter((line) => line.includes('http fetch'))).toEqual([])
  expect(status).toBe(0)
})
