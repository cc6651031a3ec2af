// `npm run package [-- FORMAT...]`: builds the lab and makes packages of it in dist/, for the system that it runs on.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { bytesIn, buildDeb } from '../packaging/deb.mjs'
import { drawIcons } from '../packaging/icons.mjs'
import { iconsFolder, output } from '../packaging/output.mjs'
import { runQuietly } from './setup/commands.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { step } from './setup/progress.mjs'
import { inProject } from './setup/project.mjs'
import { setUp } from './setup/set-up.mjs'

/**
 * @typedef {object} System
 * @property {string} flag electron-builder's name of it
 * @property {readonly string[]} usual formats that are made where none is named
 * @property {readonly string[]} others formats for which electron-builder downloads programs
 */

/** @type {Partial<Record<NodeJS.Platform, System>>} */
const systems = {
  linux: { flag: '--linux', usual: ['dir', 'tar.gz', 'deb'], others: ['AppImage', 'rpm'] },
  win32: { flag: '--win', usual: ['dir', 'nsis', 'portable'], others: [] },
  darwin: { flag: '--mac', usual: ['dir', 'dmg'], others: [] },
}

/** What we make ourselves of electron-builder's folder; it would download a program for each. */
const ours = ['tar.gz', 'deb']

await runProgram(async () => {
  const system = systemHere()
  const wanted = wantedFormats(system, process.argv.slice(2))
  await setUp({ window: true, virtualDisplay: false, vulkan: false, slurm: false })
  const { version } = /** @type {{ version: string }} */ (JSON.parse(readFileSync(inProject('package.json'), 'utf8')))
  await drawIcons(iconsFolder)
  const folder = await step('Packing', () => packed(system, wanted.filter((format) => !ours.includes(format))))

  const name = join(output, `cnn-lab-${version}-linux-x64`)
  if (wanted.includes('tar.gz')) await step('Making the .tar.gz', () => makeArchive(folder, `${name}.tar.gz`))
  if (wanted.includes('deb')) await step('Making the .deb', () => buildDeb({ folder, icons: iconsFolder, version, output: `${name}.deb` }))

  const [all, own] = [await bytesIn(folder), await bytesIn(resourcesIn(folder))]
  process.stderr.write(`\n${megabytes(all)}  ${folder}, of which ${megabytes(own)} are the lab and its Node, the rest is Electron\n`)
  for (const file of [`${name}.tar.gz`, `${name}.deb`].filter((path) => existsSync(path))) process.stderr.write(`${megabytes(statSync(file).size)}  ${file}\n`)
  return 0
})

/** @returns {System} */
function systemHere() {
  const system = systems[process.platform]
  if (system === undefined) throw new SetupProblem(`There are no packages for ${process.platform}.`, 'Run `npm start` instead.')
  return system
}

/**
 * @param {System} system
 * @param {readonly string[]} named formats that the user has named
 * @returns {readonly string[]} those to make
 * @throws {SetupProblem} where this system cannot make one
 */
function wantedFormats({ usual, others }, named) {
  const unknown = named.find((format) => ![...usual, ...others].includes(format))
  if (unknown !== undefined) throw new SetupProblem(`No package of the format ${unknown} can be made here.`, `There are ${[...usual, ...others].join(', ')}.`)
  return named.length > 0 ? named : usual
}

/**
 * Runs electron-builder with the Electron at hand.
 * @param {System} system
 * @param {readonly string[]} targets
 * @returns {Promise<string>} the folder of the unpacked package
 */
async function packed({ flag }, targets) {
  const folder = join(output, unpackedFolder())
  await rm(folder, { recursive: true, force: true })
  const builder = inProject('node_modules', 'electron-builder', 'cli.js')
  await runQuietly(process.execPath, [builder, flag, ...(targets.length > 0 ? targets : ['dir']), '--publish', 'never', '--config', inProject('packaging', 'electron-builder.config.mjs')], {
    failure: 'The lab could not be packed.',
    remedy: 'See above what electron-builder says.',
  })
  return folder
}

/** @returns {string} the name that electron-builder gives the folder of this system */
function unpackedFolder() {
  if (process.platform === 'darwin') return process.arch === 'arm64' ? 'mac-arm64' : 'mac'
  return process.platform === 'win32' ? 'win-unpacked' : 'linux-unpacked'
}

/** @param {string} folder of the unpacked package @returns {string} its folder with all that is not Electron's */
function resourcesIn(folder) {
  return process.platform === 'darwin' ? join(folder, 'CNN Lab.app', 'Contents', 'Resources') : join(folder, 'resources')
}

/**
 * @param {string} folder of the unpacked package
 * @param {string} archive path of the .tar.gz; the folder in it has its name
 */
async function makeArchive(folder, archive) {
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name']
  const name = basename(archive, '.tar.gz')
  await runQuietly('tar', ['--create', '--gzip', '--file', archive, ...owner, `--transform=flags=r;s,^${basename(folder)},${name},`, '--directory', dirname(folder), basename(folder)])
}

/** @param {number} bytes @returns {string} */
function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`.padStart(7)
}
