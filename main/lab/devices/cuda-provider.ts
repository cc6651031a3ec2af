// ONNX Runtime's CUDA provider: a library for Linux on x64 that its package does not bring along, but can fetch.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { exists } from '../../files/make-folder'

const packageFolder = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'))

/** Whether there is such a library for this machine at all. */
export const hasCudaProvider = process.platform === 'linux' && process.arch === 'x64'

/** Whether it lies where ONNX Runtime looks for it: beside its binding. */
export async function isCudaProviderInstalled(folder = packageFolder): Promise<boolean> {
  const libraries = join(folder, 'bin/napi-v6', process.platform, process.arch)
  const found = await Promise.all(['cuda', 'shared'].map((name) => exists(join(libraries, `libonnxruntime_providers_${name}.so`))))
  return found.every(Boolean)
}

/**
 * The command that fetches the library, of the very version that the package has: its own install script. With the value `true` that
 * fetches all there is for this machine, CUDA 12 alone, whatever lies there already; a name, `cuda12`, it reads as no value, and then
 * leaves files be that half a download has left. The variable goes before every setting of npm.
 */
export const fetchCudaProvider = `ONNXRUNTIME_NODE_INSTALL=true node "${join(packageFolder, 'script/install.js')}"`
