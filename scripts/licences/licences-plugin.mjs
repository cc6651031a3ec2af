// Puts the licences of all works that ship with the lab beside the page: a list for the window and a text file for packages.
import { noticesFile, shippedWorks } from './shipped-works.mjs'

/** Files of the built page. */
export const licenceFiles = { list: 'licences.json', notices: 'third-party-notices.txt' }

/** @typedef {Record<string, { type: string, moduleIds?: readonly string[] }>} Bundle */

/**
 * Plugins for the builds: `collecting` for the programs that are built first, `writing` for the page, which is built last and gets the files.
 * The build fails where a package that it takes in has no text of its licence.
 * @param {string} project absolute path
 */
export function licencePlugins(project) {
  /** @type {Set<string>} */
  const modules = new Set()
  /** @param {Bundle} bundle */
  const collect = (bundle) => {
    for (const { moduleIds = [] } of Object.values(bundle)) for (const id of moduleIds) modules.add(id)
  }
  return {
    collecting: {
      name: 'licences-collecting',
      /** @param {unknown} _options @param {Bundle} bundle */
      generateBundle(_options, bundle) {
        collect(bundle)
      },
    },
    writing: {
      name: 'licences-writing',
      /**
       * @this {{ emitFile(file: { type: 'asset', fileName: string, source: string }): unknown }}
       * @param {unknown} _options
       * @param {Bundle} bundle
       */
      generateBundle(_options, bundle) {
        collect(bundle)
        const works = shippedWorks(project, modules)
        this.emitFile({ type: 'asset', fileName: licenceFiles.list, source: JSON.stringify(works) })
        this.emitFile({ type: 'asset', fileName: licenceFiles.notices, source: noticesFile(works) })
      },
    },
  }
}
