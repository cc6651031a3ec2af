// Writes files so that they exist whole or not at all, even after a power failure.
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a file is made of; text becomes UTF-8. */
export type Piece = string | Uint8Array

/** Pieces that are there already, or are made while the file is written. */
export type Pieces = readonly Piece[] | AsyncIterable<Piece>

/** Writes a new file, piece after piece, and waits until the disk has it. @throws as `fs` does, `EEXIST` where there is a file already; what the making of pieces throws */
export function writeNewFile(path: string, pieces: Pieces): Promise<void> {
  return write(path, pieces)
}

/** Makes or replaces a file: writes a temporary one beside it, waits for the disk, renames it. @throws as `fs` does, and what the making of pieces throws; leaves no temporary file */
export async function writeFileWhole(path: string, content: Piece | Pieces): Promise<void> {
  const temporary = `${path}.${process.pid}.writing`
  try {
    // Neither a file nor a link that is there is written to: in a folder that others may write in, it could lead anywhere.
    await rm(temporary, { force: true })
    await write(temporary, typeof content === 'string' || content instanceof Uint8Array ? [content] : content)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** Waits until the disk knows which names a folder holds: makes a rename durable. Windows does it by itself and cannot open a folder. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function write(path: string, pieces: Pieces): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for await (const piece of pieces) await writePiece(file, piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** In as few calls as the system allows: `writeFile` makes one for each half a megabyte, and each waits for its turn in a thread that trains. */
async function writePiece(file: FileHandle, piece: Piece): Promise<void> {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
  for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done, bytes.length - done)).bytesWritten
}
