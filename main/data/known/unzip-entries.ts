// Unpacks named files out of a .zip whose checksum was found right.
import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'

/**
 * @param path of the archive
 * @param entries names of files in it
 * @param folder gets them under the last part of their names
 * @returns their paths, in the order of the archive
 * @throws as `fs` and yauzl do; where an entry is missing
 */
export async function unzipEntries(path: string, entries: readonly string[], folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false })
  try {
    const unpacked: string[] = []
    for await (const entry of zip.eachEntry()) {
      if (!entries.includes(entry.fileName)) continue
      const file = join(folder, basename(entry.fileName))
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file), { signal })
      unpacked.push(file)
    }
    if (unpacked.length < entries.length) throw new Error(`${path} lacks files of ${entries.join(', ')}`)
    return unpacked
  } finally {
    zip.close()
  }
}
