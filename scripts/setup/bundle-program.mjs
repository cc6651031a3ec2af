// Bundles a program of TypeScript out of the lab's sources, for a Node that runs it as it is.
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { alias } from '../../alias.config.mjs'
import { inProject, projectFolder } from './project.mjs'

/** Sources find files by their own place, which a bundle has not. */
const placesOfSources = /** @type {const} */ ({
  name: 'places-of-sources',
  enforce: 'pre',
  /** @param {string} code @param {string} id */
  transform: (code, id) => (id.includes('node_modules') || !code.includes('import.meta') ? null : code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)).replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))),
})

/**
 * @param {{ readonly entry: string, readonly name: string, readonly modules?: Readonly<Record<string, string>> }} options the entry's absolute path; the name of the bundle's folder in `out/`; modules to import in place of packages, by absolute paths
 * @returns {Promise<string>} path of the bundle
 */
export async function bundleProgram({ entry, name, modules = {} }) {
  const folder = inProject('out', name)
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'error',
    publicDir: false,
    plugins: [placesOfSources],
    resolve: { alias: { ...alias, ...modules } },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { external: Object.values(modules), output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
  })
  return join(folder, 'main.mjs')
}
