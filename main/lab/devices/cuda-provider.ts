// ONNX Runtime's CUDA provider: a library for Linux on x64 that its package does not bring along, but can fetch.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { exists } from '../../files/make-folder'
import { packagedLab, unpacked } from '../../files/packaged-lab'

const packageFolder = unpacked(dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')))

/** A package brings its own Node, and belongs to root. */
const packagedNode = packagedLab(packageFolder)?.node

/** Whether there is such a library for this machine at all. */
export const hasCudaProvider = process.platform === 'linux' && process.arch === 'x64'

/** Whether it lies where ONNX Runtime looks for it: beside its binding. */
export async function isCudaProviderInstalled(folder = packageFolder): Promise<boolean> {
  const libraries = join(folder, 'bin/napi-v6', process.platform, process.arch)
  const found = await Promise.all(['cuda', 'shared'].map((name) => exists(join(libraries, `libonnxruntime_providers_${name}.so`))))
  return found.every(Boolean)
}

/**
 * The command that fetches the library in the package's own version, by the package's install script. The value `true` makes the script
 * fetch every provider for this machine (CUDA 12 only), and replace files that exist. The script ignores a name such as `cuda12`, and
 * then keeps the files of an interrupted download. The variable overrides every setting of npm.
 */
export const fetchCudaProvider = `${packagedNode === undefined ? '' : 'sudo '}ONNXRUNTIME_NODE_INSTALL=true ${packagedNode === undefined ? 'node' : `"${packagedNode}"`} "${join(packageFolder, 'script/install.js')}"`
