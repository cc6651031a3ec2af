// Tells whether a folder that was unpacked once still has all of its files in their sizes.
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/** @typedef {Readonly<Record<string, number>>} FileSizes bytes of each file of a folder, by its path below it with `/` between the parts */

/** @param {string} folder @returns {FileSizes} links and folders are left out */
export function sizesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1).replaceAll(sep, '/'), lstatSync(path).size]))
}

/**
 * @param {string} folder
 * @param {FileSizes} sizes those that its files should have; further files do not matter
 * @returns {string | null} what is wrong with the first file that is not as it should be; null when there is none
 */
export function damageIn(folder, sizes) {
  for (const [path, bytes] of Object.entries(sizes)) {
    const file = lstatSync(join(folder, path), { throwIfNoEntry: false })
    if (file === undefined || !file.isFile()) return `${path} is missing`
    if (file.size !== bytes) return `${path} has ${file.size} bytes instead of ${bytes}`
  }
  return null
}

/** @param {string} record path of a JSON file @returns {FileSizes | null} null where it is missing or not readable */
export function readSizes(record) {
  try {
    /** @type {unknown} */
    const sizes = JSON.parse(readFileSync(record, 'utf8'))
    return /** @type {FileSizes} */ (sizes)
  } catch {
    return null
  }
}

/** @param {string} folder @param {string} record path of the JSON file to write */
export function recordSizes(folder, record) {
  writeFileSync(record, JSON.stringify(sizesIn(folder)))
}
