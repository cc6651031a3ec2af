// Pictures of inspections that the user has kept with a run: in its folder, for each a PNG and a JSON file with its words.
import { randomUUID } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import { keptPictureFolder, keptWordsSchema, maxPictureBytes, pictureIdSchema, type KeptPicture, type NewPicture } from '@contract/inspection/kept-picture'
import { LabError } from '@contract/problem'
import { writeFileWhole } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { exists, makeFolder } from '../../files/make-folder'
import { pngSize } from '../../files/png'
import { readRegular } from '../../files/regular-file'
import { logTrouble } from '../../log/log'

/** Pictures that a run keeps at most, and their bytes together, so that a report with all of them can be opened. */
export const mostPictures = 60
export const mostPictureBytes = 24e6

/** Longest edge of a picture, in pixels. */
const longestEdge = 8192
/** Longest file of words: title and caption with every letter escaped. */
const mostWordsBytes = 32e3

const folderOf = (runFolder: string): string => join(runFolder, keptPictureFolder)
const pngOf = (runFolder: string, id: string): string => join(folderOf(runFolder), `${id}.png`)
const wordsOf = (runFolder: string, id: string): string => join(folderOf(runFolder), `${id}.json`)

/**
 * Keeps a picture. The words are written last: a picture without them is none.
 * @param runFolder absolute path of the run's own folder
 * @throws LabError `picture/kind`, `picture/too-many`, `picture/unwritable`
 */
export async function keepPicture(runFolder: string, { title, caption, png }: NewPicture): Promise<KeptPicture> {
  checkPng(png)
  const kept = await keptPictures(runFolder)
  if (kept.length >= mostPictures) throw new LabError('picture/too-many', phrase('{count} pictures are kept with this run already.', { count: mostPictures }), phrase('Remove some of them first.'))
  if (kept.reduce((sum, picture) => sum + picture.png.length, png.length) > mostPictureBytes) {
    throw new LabError('picture/too-many', phrase('The pictures of this run would take more than {megabytes} MB.', { megabytes: mostPictureBytes / 1e6 }), phrase('Remove some of them first.'))
  }
  const keptAt = Date.now()
  const id = `${keptAt.toString(36)}-${randomUUID()}`
  try {
    await makeFolder(folderOf(runFolder))
    await writeFileWhole(pngOf(runFolder, id), png)
    await writeFileWhole(wordsOf(runFolder, id), `${JSON.stringify(keptWordsSchema.parse({ title, caption, keptAt }))}\n`)
  } catch (error) {
    await rm(pngOf(runFolder, id), { force: true })
    throw new LabError('picture/unwritable', phrase('The picture cannot be kept: {trouble}.', { trouble: fileTrouble(error) }), phrase('Free some space on the disk of the lab, then keep it again.'), { cause: error })
  }
  return { id, title, caption, png, keptAt }
}

/** In the order in which they were kept. Damaged ones are left out, and logged. @param runFolder absolute path of the run's own folder */
export async function keptPictures(runFolder: string): Promise<readonly KeptPicture[]> {
  const pictures: KeptPicture[] = []
  // Ids begin with the time, so that a folder with too many files gives the same pictures each time.
  for (const id of (await idsIn(folderOf(runFolder))).slice(0, mostPictures)) {
    try {
      pictures.push(await readPicture(runFolder, id))
    } catch (error) {
      logTrouble('inspection', 'kept picture is damaged', error, { picture: id })
    }
  }
  return pictures.sort((one, other) => one.keptAt - other.keptAt)
}

/** Removes a picture. @returns whether there was one */
export async function dropPicture(runFolder: string, id: string): Promise<boolean> {
  const known = pictureIdSchema.parse(id) // a name, never a path
  const wasThere = await exists(wordsOf(runFolder, known))
  await rm(wordsOf(runFolder, known), { force: true })
  await rm(pngOf(runFolder, known), { force: true })
  return wasThere
}

async function idsIn(folder: string): Promise<readonly string[]> {
  if (!(await exists(folder))) return []
  return (await readdir(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .filter((id) => pictureIdSchema.safeParse(id).success)
    .sort()
}

async function readPicture(runFolder: string, id: string): Promise<KeptPicture> {
  const words = keptWordsSchema.parse(JSON.parse((await bounded(wordsOf(runFolder, id), mostWordsBytes)).toString('utf8')))
  const png = new Uint8Array(await bounded(pngOf(runFolder, id), maxPictureBytes))
  checkPng(png)
  return { id, ...words, png }
}

/** A plain file that is no longer than it may be. */
async function bounded(path: string, mostBytes: number): Promise<Buffer> {
  const facts = await stat(path)
  if (!facts.isFile() || facts.size > mostBytes) throw new Error(`${path} is no file of at most ${mostBytes} bytes`)
  return readRegular(path)
}

/** @throws LabError `picture/kind` */
function checkPng(png: Uint8Array): void {
  const size = pngSize(png)
  if (!size) throw new LabError('picture/kind', phrase('The picture is no whole PNG file.'), phrase('Keep it again.'))
  const { width, height } = size
  if (Math.max(width, height) > longestEdge) throw new LabError('picture/kind', phrase('The picture has {width} x {height} pixels; at most {longestEdge} x {longestEdge} can be kept.', { width, height, longestEdge }), phrase('Save it to a file instead.'))
}
