// `node scripts/make-example.mjs`: trains the runs that ship, by the lab's own engine, and writes them to resources/example/lenet.cnnlab. Takes some minutes; needs `npm run build`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProject } from './setup/project.mjs'

/** LeNet with ReLU, and LeNet as in the book: two answers to one question of the chapter, so that there is something to compare. */
const presets = ['lenet-book', 'lenet-relu']

const home = mkdtempSync(join(tmpdir(), 'cnn-lab-example-'))

/** @param {string[]} words */
function cnnLab(...words) {
  return execFileSync(process.execPath, [inProject('bin', 'cnn-lab.mjs'), ...words], { env: { ...process.env, CNN_LAB_HOME: home }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Deletes all checkpoints but the last: it is the one that the evaluation is of, and that Inspect looks into. @param {string} id */
function keepLastCheckpoint(id) {
  const folder = join(home, 'runs', id, 'checkpoints')
  for (const name of readdirSync(folder).sort().slice(0, -1)) rmSync(join(folder, name), { recursive: true })
}

try {
  for (const preset of presets) cnnLab('train', '--preset', preset, '--device', 'cpu')
  const ids = readdirSync(join(home, 'runs')).sort() // each run's folder has its id
  for (const id of ids) keepLastCheckpoint(id)
  mkdirSync(inProject('resources', 'example'), { recursive: true })
  process.stdout.write(cnnLab('bundle', ...ids, '--out', inProject('resources', 'example', 'lenet.cnnlab')))
} finally {
  rmSync(home, { recursive: true, force: true })
}
