// `npm test`: sets up, then every check and test there is, up to the first failure; ends with one line that counts the tests.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmCommand, runVisibly } from './setup/commands.mjs'
import { hasDisplay } from './setup/display.mjs'
import { runProgram } from './setup/problem.mjs'
import { duration } from './setup/progress.mjs'
import { inProject } from './setup/project.mjs'
import { setUp } from './setup/set-up.mjs'
import { countsOfPlaywright, countsOfVitest, inOneLine, sumOf } from './test/counts.mjs'

const reports = mkdtempSync(join(tmpdir(), 'cnn-lab-tests-'))
const unitReport = join(reports, 'unit.json')
const windowReport = join(reports, 'window.json')
const needsVirtualDisplay = !hasDisplay(process.platform, process.env)

/** @type {[string, () => Promise<number>][]} */
const phases = [
  ['set-up', () => setUp({ window: true, virtualDisplay: needsVirtualDisplay, vulkan: true, slurm: true }).then(() => 0)],
  ['types, lint, layers', check],
  ['unit tests', testUnits],
  ['window tests', testWindow],
]

await runProgram(async () => {
  /** @type {string[]} */
  const times = []
  try {
    for (const [name, run] of phases) {
      const began = performance.now()
      const exitCode = await run()
      times.push(`${name} ${duration(performance.now() - began)}`)
      if (exitCode === 0) continue
      process.stdout.write(`\nStopped: ${name} failed.\n`)
      return exitCode
    }
    return 0
  } finally {
    const counts = sumOf([countsOfVitest(unitReport), countsOfPlaywright(windowReport)])
    process.stdout.write(`\nTime: ${times.join(', ')}\n${inOneLine(counts)}\n`)
    rmSync(reports, { recursive: true, force: true })
  }
})

/** @returns {Promise<number>} */
function check() {
  const [command = 'npm', ...first] = npmCommand(process.env, process.platform)
  return runVisibly(command, [...first, 'run', 'check'])
}

/**
 * Property tests draw the same cases every time here, and new ones by `npm run test:unit`.
 * @returns {Promise<number>}
 */
function testUnits() {
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  return runVisibly(process.execPath, [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`], { CNN_LAB_PROPERTY_SEED: '1', ...process.env })
}

/**
 * Pictures are kept of faults alone here (`e2e/lab-window.ts`).
 * @returns {Promise<number>}
 */
function testWindow() {
  const playwright = [process.execPath, inProject('node_modules', '@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json']
  // The window is tried up to 2560x1440, so that is the size of the screen that is not there.
  const virtualDisplay = needsVirtualDisplay ? ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 2560x1440x24'] : []
  const [command = process.execPath, ...rest] = [...virtualDisplay, ...playwright]
  return runVisibly(command, rest, { CNN_LAB_PICTURES: 'faults', ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: windowReport })
}
