// Reads files that grow during a run, a line or row at a time: one may not be there yet, and its last piece may be cut.
import { readRegular } from '../files/regular-file'

/** The bytes of a file; none where it is not there. @throws as `fs` does but for that */
export async function growingFile(path: string): Promise<Buffer> {
  try {
    return await readRegular(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** The value of a line of JSON; null where it was cut. */
export function parsedLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // its writing was interrupted
  }
}
