// Builds the fake CUDA libraries from their sources; kept in the user's cache under the checksum of the sources.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder, makeAside } from '../setup/cache-folder.mjs'
import { runQuietly } from '../setup/commands.mjs'

const sources = join(import.meta.dirname, 'fakes')

/**
 * @typedef {object} Fake
 * @property {string} library file name that the provider asks for
 * @property {string} source
 * @property {boolean} [isVersioned] its symbols carry the library's name as their version, as the real one's do
 * @property {boolean} [logs] it writes to the log, which is in the fake runtime
 */

/** In the order in which they are linked. @type {readonly Fake[]} */
const fakes = [
  { library: 'libcudart.so.13', source: 'cudart.c', isVersioned: true },
  { library: 'libcublas.so.13', source: 'cublas.c', isVersioned: true, logs: true },
  { library: 'libcublasLt.so.13', source: 'cublaslt.c', isVersioned: true, logs: true },
  { library: 'libcudnn.so.9', source: 'cudnn.c', logs: true },
  { library: 'libcurand.so.10', source: 'empty.c' },
  { library: 'libcuda.so.1', source: 'driver.c' },
]

/** Builds them where the cache does not have them yet. @returns {Promise<string>} the folder with the libraries */
export async function buildFakes() {
  const sum = createHash('sha256')
  for (const name of [...readdirSync(sources).sort()]) sum.update(name).update(readFileSync(join(sources, name)))
  sum.update(readFileSync(import.meta.filename))
  const folder = cacheFolder(`fake-cuda-${sum.digest('hex').slice(0, 16)}`)
  if (!existsSync(folder)) await makeAside(folder, compileAll, () => existsSync(folder))
  return folder
}

/** @param {string} temporary @returns {Promise<string>} */
async function compileAll(temporary) {
  const folder = join(temporary, 'libraries')
  await mkdir(folder)
  for (const { library, source, isVersioned, logs } of fakes) {
    const versions = join(temporary, `${library}.map`)
    if (isVersioned) await writeFile(versions, `${library} { global: *; };\n`)
    await runQuietly(
      'gcc',
      [
        ...['-O1', '-shared', '-fPIC', '-std=gnu11', '-Wall', '-Wno-unused-parameter', `-Wl,-soname,${library}`],
        ...(isVersioned ? [`-Wl,--version-script=${versions}`] : []),
        ...['-o', join(folder, library), join(sources, source)],
        ...(logs ? [join(folder, 'libcudart.so.13')] : ['-lpthread']),
      ],
      { failure: `gcc could not compile ${source}.` },
    )
  }
  return folder
}
