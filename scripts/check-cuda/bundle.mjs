// Bundles the programs of the check with the lab's sources; of ONNX Runtime they take the version that has the provider.
import { join } from 'node:path'
import { build } from 'vite'
import { alias } from '../../alias.config.mjs'
import { projectFolder } from '../setup/project.mjs'

/**
 * @param {string} onnxRuntime the module to import in place of onnxruntime-node, an absolute path
 * @returns {Promise<string>} path of the bundle
 */
export async function bundlePrograms(onnxRuntime) {
  const folder = join(projectFolder, 'out', 'check-cuda')
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { ...alias, 'onnxruntime-node': onnxRuntime } },
    build: {
      ssr: join(import.meta.dirname, 'programs', 'main.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { external: [onnxRuntime], output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
  })
  return join(folder, 'main.mjs')
}
