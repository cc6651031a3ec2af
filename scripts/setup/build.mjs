// Builds the lab's programs into out/ when a source has changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './commands.mjs'
import { step } from './progress.mjs'
import { inProject, projectFolder } from './project.mjs'

/** What a build is made of: folders with everything in them, and files. */
export const sources = [
  ...['language', 'common', 'contract', 'main', 'preload', 'renderer', 'resources/reference', 'scripts/setup/electron-support.mjs'],
  ...['alias.config.mjs', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'],
]

/**
 * Builds when needed.
 * @returns {Promise<boolean>} whether it built
 */
export async function ensureBuild() {
  const record = inProject('out', 'built-from.sha256')
  const fingerprint = fingerprintOf(projectFolder, sources)
  const isCurrent = existsSync(record) && existsSync(inProject('out', 'main', 'index.js')) && readFileSync(record, 'utf8') === fingerprint
  if (isCurrent) return false

  rmSync(record, { force: true }) // an interrupted build must not look finished
  const builder = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  await step('Building', () =>
    runQuietly(process.execPath, [builder, 'build'], {
      failure: 'The lab could not be built.',
      remedy: 'See above what the compiler says.',
    }),
  )
  writeFileSync(record, fingerprint)
  return true
}

/**
 * A hash over names and contents, so that neither a checkout's new dates nor a deleted file mislead it. Tests are left out, as
 * they are not part of a build, and so are type declarations and generated modules, which building itself writes.
 * @param {string} root folder
 * @param {string[]} paths of files and folders below it
 * @returns {string} SHA-256 in hexadecimal
 */
export function fingerprintOf(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((name) => filesIn(root, name))) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} path of a file or a folder below it
 * @returns {string[]} the path of the file, or of all source files in the folder, in an order that does not depend on the machine
 */
function filesIn(root, path) {
  if (statSync(join(root, path)).isFile()) return /\.(?:test|d)\.ts$/.test(path) ? [] : [path]
  const names = readdirSync(join(root, path)).filter((name) => name !== 'node_modules').sort()
  return names.flatMap((name) => filesIn(root, `${path}/${name}`))
}
