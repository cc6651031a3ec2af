// The works of others that ship with the lab, each with the text of its licence.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * @typedef {object} ShippedWork
 * @property {string} name
 * @property {string} version empty where a work has none
 * @property {string} licence as SPDX names it: https://spdx.org/licenses/
 * @property {string} source where it comes from; empty where it does not say
 * @property {string} text of its licence, with the notices that go with it
 */

/** Packages that leave their licence out, and files of `texts/` that have it, as their authors publish it elsewhere. */
const missingTexts = {
  '@bufbuild/protobuf': 'protobuf-es.txt',
  '@iconify-json/lucide': 'lucide.txt',
  'onnxruntime-common': 'onnxruntime-common.txt',
  'onnxruntime-node': 'onnxruntime.txt', // with the notices of all that is linked into its libraries, from the Python package of the same version
}

/** Packages of native code for one system, which have the licence of the package that they are a part of. */
const partsOf = [
  { part: /^@libsql\//, whole: 'libsql' },
  { part: /^@napi-rs\/image-/, whole: '@napi-rs/image' },
]

/** Packages of the page that no module of it shows: they come by its style sheet or as icons. */
const unseenPackages = ['@fontsource-variable/inter', '@iconify-json/lucide', 'tailwindcss']

/**
 * The folders of the packages that are needed at run time and installed here, with all that they need.
 * @param {string} project absolute path
 * @returns {string[]} absolute paths
 */
export function runtimePackages(project) {
  /** @type {Set<string>} */
  const found = new Set()
  /** @param {string} from @param {boolean} isWhole whether a package that is missing is a fault: those for other systems are */
  const follow = (from, isWhole) => {
    const { dependencies = {}, optionalDependencies = {} } = description(from)
    for (const name of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) {
      const folder = packageSeenFrom(from, name)
      if (folder === undefined) {
        if (isWhole && !(name in optionalDependencies)) throw new Error(`The package ${name}, which ${from} needs, is not installed. Run \`npm ci\`.`)
      } else if (!found.has(folder)) {
        found.add(folder)
        follow(folder, true)
      }
    }
  }
  follow(project, true)
  return [...found]
}

/**
 * The folder of the package that a module belongs to.
 * @param {string} id of a module, as the bundler names it
 * @returns {string | undefined} absolute path; undefined for the project's own modules and for those that no file holds
 */
export function packageOfModule(id) {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/')
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
}

/**
 * What is said of a package.
 * @param {string} folder absolute path
 * @returns {ShippedWork}
 * @throws where it has no text of a licence
 */
export function workOfPackage(folder) {
  const { name, version, license, homepage, repository } = description(folder)
  const text = licenceTextOf(folder, name)
  if (text === '' || license === undefined) {
    throw new Error(`The package ${name} ${version} ships with the lab and has no text of its licence. Put the text that its authors publish into scripts/licences/texts/ and name it in scripts/licences/shipped-works.mjs.`)
  }
  const source = addressOf(homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? '')
  return { name, version, licence: license.replace(/^\((.*)\)$/, '$1'), source, text }
}

/** The address that can be looked at in a browser. @param {string} repository as npm has it: https://docs.npmjs.com/cli/configuring-npm/package-json#repository */
function addressOf(repository) {
  const address = repository.replace(/^git\+/, '').replace(/^git:/, 'https:').replace(/^git@github\.com:/, 'https://github.com/').replace(/\.git$/, '')
  return /^[\w-]+\/[\w.-]+$/.test(address) ? `https://github.com/${address}` : address
}

/**
 * All works: the packages of the run time, those of the page, and what is no package.
 * @param {string} project absolute path
 * @param {Iterable<string>} moduleIds of the page
 * @returns {ShippedWork[]} in the order of their names
 */
export function shippedWorks(project, moduleIds) {
  const ofPage = [...moduleIds].map(packageOfModule).filter((folder) => folder !== undefined)
  const unseen = unseenPackages.map((name) => join(project, 'node_modules', name))
  const folders = new Set([...runtimePackages(project), ...ofPage, ...unseen])
  /** @type {Map<string, ShippedWork>} */
  const works = new Map()
  for (const folder of folders) {
    const work = workOfPackage(folder)
    works.set(`${work.name} ${work.version}`, work)
  }
  return [...works.values(), ...otherWorks(project)].sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1))
}

/** @param {string} project @returns {ShippedWork[]} */
function otherWorks(project) {
  return [
    {
      name: 'Chromium',
      version: '',
      licence: 'BSD-3-Clause',
      source: 'https://www.chromium.org',
      text: 'Electron contains Chromium and Node.js, and these contain works of many others. The licences of all of them are in the file LICENSES.chromium.html in the folder of Electron’s executable.',
    },
    {
      name: 'Electron',
      version: '', // the one that runs need not be the one of the package
      licence: 'MIT',
      source: 'https://www.electronjs.org',
      text: readFileSync(join(project, 'node_modules', 'electron', 'LICENSE'), 'utf8').trim(),
    },
    {
      name: 'Node.js',
      version: '',
      licence: 'MIT',
      source: 'https://nodejs.org',
      text: `Packages of the lab contain Node.js, which runs the command line.\n\n${nodeLicence(process.execPath)}`,
    },
    {
      name: 'Fashion-MNIST',
      version: '',
      licence: 'MIT',
      source: 'https://github.com/zalandoresearch/fashion-mnist',
      text: readFileSync(join(project, 'resources', 'datasets', 'fashion-mnist', 'LICENSE'), 'utf8').trim(),
    },
  ]
}

/**
 * The licence of the Node that builds the lab, which is the one that a package takes along.
 * @param {string} program absolute path
 */
function nodeLicence(program) {
  // With the archives of nodejs.org, beside the program or above its folder; with Debian's package.
  const places = [join(dirname(program), 'LICENSE'), join(dirname(program), '..', 'LICENSE'), '/usr/share/doc/nodejs/LICENSE']
  const file = places.find((place) => existsSync(place) && readFileSync(place, 'utf8').startsWith('Node.js is licensed'))
  if (file !== undefined) return readFileSync(file, 'utf8').trim()
  return 'Copyright Node.js contributors. It is under the MIT licence; that, and the licences of all that it contains, are in LICENSES.chromium.html under “Node.js”, and at https://github.com/nodejs/node/blob/main/LICENSE.'
}

/**
 * The texts as one file for a package of the lab, where no window is needed to read them.
 * @param {readonly ShippedWork[]} works
 */
export function noticesFile(works) {
  const rule = '-'.repeat(80)
  const parts = works.map(({ name, version, licence, source, text }) => `${rule}\n${[name, version].filter(Boolean).join(' ')}\nLicence: ${licence}${source === '' ? '' : `\n${source}`}\n${rule}\n\n${text}\n`)
  return `CNN Lab contains the works that are listed here, each under its own licence.\n\n${parts.join('\n')}`
}

/** @param {string} folder @param {string} name @returns {string} empty: there is none */
function licenceTextOf(folder, name) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|third-?party)/i.test(file) && !/\.(js|json|ts)$/.test(file)).sort()
  if (files.length > 0) return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
  if (name in missingTexts) return readFileSync(new URL(`texts/${missingTexts[/** @type {keyof typeof missingTexts} */ (name)]}`, import.meta.url), 'utf8').trim()
  const whole = partsOf.find(({ part }) => part.test(name))?.whole
  const folderOfWhole = whole === undefined ? undefined : packageSeenFrom(folder, whole)
  return whole === undefined || folderOfWhole === undefined ? '' : licenceTextOf(folderOfWhole, whole)
}

/**
 * @typedef {object} Description
 * @property {string} name
 * @property {string} version
 * @property {string} [license]
 * @property {string} [homepage]
 * @property {string | { url: string }} [repository]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** @param {string} folder @returns {Description} */
function description(folder) {
  return /** @type {Description} */ (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
}

/** Where Node finds a package: in the nearest node_modules upwards. @param {string} from a folder @param {string} name @returns {string | undefined} */
function packageSeenFrom(from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name)
    if (existsSync(join(place, 'package.json'))) return place
    if (dirname(folder) === folder) return undefined
  }
}
