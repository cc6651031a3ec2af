// ONNX Runtime with its CUDA provider, from packages of the npm registry whose checksums are known; kept in the user's cache.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cacheFolder, makeAside } from '../setup/cache-folder.mjs'
import { runQuietly } from '../setup/commands.mjs'
import { SetupProblem } from '../setup/problem.mjs'
import { npmFromRegistry } from '../setup/registry.mjs'

/** The version of all packages. The provider and the library that loads it must be of the same version, and this is the only one that the npm registry has of the provider. */
export const providerVersion = '1.29.0'

/** Below the folder of ONNX Runtime's binding; the provider is looked for beside the binding. */
const binaries = 'bin/napi-v6/linux/x64'

/**
 * @typedef {object} Package
 * @property {string} source name and version in the registry
 * @property {string} sha256 of the package as it is downloaded
 * @property {string[]} wanted files and folders of the package
 * @property {string} into folder below node_modules that they are put into
 * @property {number} depth leading folders of their paths that are left out
 */

/** @type {readonly Package[]} */
const packages = [
  {
    source: `onnxruntime-common@${providerVersion}`,
    sha256: '9b56a571348dc0e980f939b88989864946148d8500cbd0957534975389a1743b',
    ...{ wanted: ['package/package.json', 'package/dist'], into: 'onnxruntime-common', depth: 1 },
  },
  {
    source: `onnxruntime-node@${providerVersion}`,
    sha256: 'cfdfb45ec4044b1fdca43e5d2e180fb6817e649ff8ad1e0dfc90e18e51b67037',
    ...{ wanted: ['package/package.json', 'package/dist', `package/${binaries}`], into: 'onnxruntime-node', depth: 1 },
  },
  {
    // MIT licence; the provider as Microsoft publishes it, for CUDA 13.
    source: 'com.github.asus4.onnxruntime.linux-x64-gpu@0.4.9',
    sha256: '2b459e0c17f340c92970c10ed86de4f37a3009f93c14053e6ad4334cbb6be412',
    ...{ wanted: ['cuda', 'shared'].map((name) => `package/Plugins/Linux/x64/libonnxruntime_providers_${name}.so`), into: `onnxruntime-node/${binaries}`, depth: 4 },
  },
]

/** @param {NodeJS.ProcessEnv} [env] @returns {{ readonly entry: string, readonly isThere: () => boolean }} the module to import, and whether it has been fetched */
export function provider(env = process.env) {
  const folder = cacheFolder(`onnxruntime-cuda-${providerVersion}`, env)
  return { entry: join(folder, 'node_modules', 'onnxruntime-node', 'dist', 'index.js'), isThere: () => existsSync(folder) }
}

/** @param {(detail: string) => void} tell */
export async function fetchProvider(tell) {
  const { isThere } = provider()
  if (isThere()) return
  await makeAside(cacheFolder(`onnxruntime-cuda-${providerVersion}`), (temporary) => unpackAll(temporary, tell), isThere)
}

/** @param {string} temporary @param {(detail: string) => void} tell @returns {Promise<string>} the folder that holds node_modules */
async function unpackAll(temporary, tell) {
  const root = join(temporary, 'unpacked')
  for (const { source, sha256, wanted, into, depth } of packages) {
    tell(source)
    const folder = join(temporary, source)
    await mkdir(folder)
    await npmFromRegistry(['pack', source, '--pack-destination', folder], {
      cwd: folder,
      tell: () => undefined, // the package is named above
      failure: `The package ${source} could not be downloaded from the npm registry.`,
      remedy: 'See above what npm says; then try again.',
      offline: `Where there is no network, copy ${cacheFolder(`onnxruntime-cuda-${providerVersion}`)} from a machine that has it.`,
    })
    const [tarball = ''] = await readdir(folder)
    await verify(join(folder, tarball), source, sha256)
    const target = join(root, 'node_modules', into)
    await mkdir(target, { recursive: true })
    await runQuietly('tar', ['-xzf', join(folder, tarball), '-C', target, `--strip-components=${depth}`, ...wanted])
  }
  return root
}

/** @param {string} path @param {string} source @param {string} expected */
async function verify(path, source, expected) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  const actual = hash.digest('hex')
  if (actual !== expected) throw new SetupProblem(`The package ${source} is not the known one (SHA-256 ${actual}, expected ${expected}), so it was thrown away.`, 'Try again.')
}
