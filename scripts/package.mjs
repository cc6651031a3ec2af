// `npm run package [-- FORMAT...]`: builds the lab and makes packages of it in dist/, for the system that it runs on.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { bytesIn, buildDeb } from '../packaging/deb.mjs'
import { packageConfiguration } from '../packaging/electron-builder.mjs'
import { drawIcons } from '../packaging/icons.mjs'
import { runQuietly } from './setup/commands.mjs'
import { electronExecutable } from './setup/electron-binary.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { step } from './setup/progress.mjs'
import { inProject, projectFolder } from './setup/project.mjs'
import { setUp } from './setup/set-up.mjs'

/** The formats of each system; the first ones are made where none is named, as they need no network. */
const formats = {
  linux: { usual: ['dir', 'tar.gz', 'deb'], others: ['AppImage', 'rpm'] },
  win32: { usual: ['dir', 'nsis', 'portable'], others: [] },
  darwin: { usual: ['dir', 'dmg'], others: [] },
}

/** What we make ourselves of electron-builder's folder; it would download a program for each. */
const ours = ['tar.gz', 'deb']

const output = inProject('dist')

await runProgram(async () => {
  const wanted = wantedFormats(process.argv.slice(2))
  await setUp({ window: true, virtualDisplay: false, vulkan: false, slurm: false })
  const { version } = /** @type {{ version: string }} */ (JSON.parse(readFileSync(inProject('package.json'), 'utf8')))
  const icons = join(output, 'icons')
  await drawIcons(icons)
  const folder = await packed(wanted.filter((format) => !ours.includes(format)), icons)

  const name = join(output, `cnn-lab-${version}-linux-x64`)
  if (wanted.includes('tar.gz')) await step('Making the .tar.gz', () => makeArchive(folder, `${name}.tar.gz`))
  if (wanted.includes('deb')) await step('Making the .deb', () => buildDeb({ folder, icons, version, output: `${name}.deb` }))

  const [all, own] = [await bytesIn(folder), await bytesIn(resourcesIn(folder))]
  process.stderr.write(`\n${megabytes(all)}  ${folder}, of which ${megabytes(own)} are the lab and its Node, the rest is Electron\n`)
  for (const file of [`${name}.tar.gz`, `${name}.deb`].filter((path) => existsSync(path))) process.stderr.write(`${megabytes(statSync(file).size)}  ${file}\n`)
  return 0
})

/**
 * @param {readonly string[]} named formats that the user has named
 * @returns {readonly string[]} those to make
 * @throws {SetupProblem} where this system cannot make one
 */
function wantedFormats(named) {
  const here = process.platform
  if (!(here in formats)) throw new SetupProblem(`There are no packages for ${here}.`, 'Run `npm start` instead.')
  const { usual, others } = formats[/** @type {keyof typeof formats} */ (here)]
  const unknown = named.find((format) => ![...usual, ...others].includes(format))
  if (unknown !== undefined) throw new SetupProblem(`No package of the format ${unknown} can be made here.`, `There are ${[...usual, ...others].join(', ')}.`)
  return named.length > 0 ? named : usual
}

/**
 * Runs electron-builder with the Electron at hand.
 * @param {readonly string[]} targets beside the folder
 * @param {string} icons
 * @returns {Promise<string>} the folder of the unpacked package
 */
async function packed(targets, icons) {
  const electronFolder = folderOfElectron(electronExecutable())
  const electronVersion = readFileSync(join(electronFolder, 'version'), 'utf8').trim().replace(/^v/, '')
  const { build, Platform } = await import('electron-builder') // there once dependencies are
  const folder = join(output, unpackedFolder())
  await rm(folder, { recursive: true, force: true })
  const config = packageConfiguration({ platform: process.platform, arch: process.arch, electronFolder, electronVersion, icons, output })
  await step(`Packing with Electron ${electronVersion}`, () =>
    build({ projectDir: projectFolder, config, targets: Platform.current().createTarget(targets.length > 0 ? [...targets] : ['dir']), publish: 'never' }),
  )
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
 * @param {string} executable
 * @returns {string} the folder of Electron's release: the one with the file `version`
 */
function folderOfElectron(executable) {
  for (let folder = dirname(executable); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'version'))) return folder
  }
  throw new SetupProblem(`${executable} is not in a folder of an Electron release, which has a file \`version\`.`, 'Unset CNN_LAB_ELECTRON, then run `npm run setup`.')
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
