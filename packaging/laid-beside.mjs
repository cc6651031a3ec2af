// Lays the command line into a package: its programs as plain files, the Node that runs them, and the command `cnn-lab`.
import { chmod, copyFile, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { SetupProblem } from '../scripts/setup/problem.mjs'
import { inProject } from '../scripts/setup/project.mjs'

/** What the command line needs of the set-up: how Electron is started to print a report. */
const ofSetUp = 'windowless-electron.mjs'

/**
 * The folder `app.asar.unpacked` already holds dependencies and resources; with the programs beside them it is a lab that a plain Node can run.
 * The window's programs are left out: they run from the archive.
 * @param {{ readonly resources: string, readonly platform: string }} package_ its folder of resources and the platform that it is for
 */
export async function laidBeside({ resources, platform }) {
  if (platform !== process.platform) throw new SetupProblem(`A package for ${platform} takes along this machine's Node, which is one for ${process.platform}.`, 'Make it on that system.')
  const lab = join(resources, 'app.asar.unpacked')
  await cp(inProject('out', 'main'), join(lab, 'out', 'main'), { recursive: true, filter: (path) => basename(path) !== 'index.js' })
  await mkdir(join(lab, 'scripts', 'setup'), { recursive: true })
  for (const name of await importedFrom(ofSetUp)) await copyFile(inProject('scripts', 'setup', name), join(lab, 'scripts', 'setup', name))
  const { name, version, type } = /** @type {Record<string, string>} */ (JSON.parse(await readFile(inProject('package.json'), 'utf8')))
  await writeFile(join(lab, 'package.json'), `${JSON.stringify({ name, version, type, private: true }, null, 2)}\n`)

  await rm(join(resources, 'default_app.asar'), { force: true }) // the page that Electron shows without an app

  const isWindows = platform === 'win32'
  const bin = join(resources, 'bin')
  await mkdir(bin, { recursive: true })
  await copyFile(process.execPath, join(bin, isWindows ? 'node.exe' : 'node'))
  const command = isWindows ? 'cnn-lab.cmd' : 'cnn-lab'
  await copyFile(inProject('packaging', 'launchers', command), join(bin, command))
  await chmod(join(bin, command), 0o755)
  if (platform === 'linux') await symlink(`resources/bin/${command}`, join(resources, '..', command))
}

/**
 * @param {string} script name of a script of the set-up
 * @returns {Promise<Set<string>>} its name, and those of all that are loaded with it; what it imports later on, a package does without
 */
async function importedFrom(script) {
  const names = new Set([script])
  for (const name of names) {
    const source = await readFile(inProject('scripts', 'setup', name), 'utf8')
    for (const [, imported] of source.matchAll(/^import .* from '\.\/(.*)'$/gm)) if (imported !== undefined) names.add(imported)
  }
  return names
}
