// `npm run pictures [-- --home FOLDER]`: takes the pictures of the documents anew, of the window and of printed reports. Without a home it trains what they show, which takes half an hour. Needs `npm run build`, Poppler and ImageMagick; without a display, `xvfb-run` before it.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runProgram } from './setup/problem.mjs'
import { inProject } from './setup/project.mjs'

/** The experiment of which experiments.png and the pictures of its report are. */
const experiment = 'simplify'

/** What the pictures show of a single run. */
const run = ['--preset', 'lenet-relu', '--epochs', '6', '--limit-train', '12800', '--device', 'cpu']

/** Pages of a sheet in a row, and pages on it. */
const [columns, most] = [4, 8]

function takePictures() {
  const { values } = parseArgs({ options: { home: { type: 'string' } } })
  const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-pictures-'))
  const home = join(folder, 'home')
  const env = { ...process.env, CNN_LAB_HOME: home, CNN_LAB_LANGUAGE: 'en', CNN_LAB_PICTURES_HOME: home }
  /** @param {string} program @param {string[]} args */
  const call = (program, ...args) => execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  /** @param {string[]} args */
  const cnnLab = (...args) => call(process.execPath, inProject('bin', 'cnn-lab.mjs'), ...args)
  /** Prints a report, and lays its pages side by side. @param {string} name @param {string[]} args */
  const sheet = (name, ...args) => {
    const pages = join(folder, name)
    cnnLab('report', ...args, '--out', `${pages}.pdf`)
    call('pdftoppm', '-r', '62.5', '-l', String(most), '-png', `${pages}.pdf`, pages)
    const files = readdirSync(folder).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.png')).sort().map((file) => join(folder, file))
    call('montage', ...files, '-tile', `${columns}x`, '-geometry', '+5+5', '-background', '#888a90', '+dither', '-colors', '64', `PNG8:${inProject('docs', 'images', `report-${name}.png`)}`)
  }
  try {
    if (values.home !== undefined) cpSync(values.home, home, { recursive: true })
    else cnnLab('experiment', experiment, '--size', 'quick')
    const { id } = /** @type {{ id: string }} */ (JSON.parse(cnnLab('train', ...run, '--json').trim().split('\n').at(-1) ?? ''))
    call(process.execPath, inProject('node_modules', '@playwright', 'test', 'cli.js'), 'test', '--config', inProject('e2e', 'pictures', 'playwright.config.ts'))
    sheet('run', id, '--author', 'Ada Lovelace', '--course', 'Deep learning')
    sheet('experiment', experiment)
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

await runProgram(() => Promise.resolve(takePictures()))
