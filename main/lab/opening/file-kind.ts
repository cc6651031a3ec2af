// Decides what a file of the user's is, by its content where that tells and else by its name: the one place that knows.
import { phrase } from '@language/phrase'
import { bundleEnding, bundleManifestName } from '@contract/bundles/bundle'
import { networkFileEndings } from '@contract/models/network-file'
import { LabError } from '@contract/problem'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { imageKindOf, otherKindOf } from '../../data/images/image-header'
import { fileTrouble } from '../../files/file-trouble'
import { openRegular } from '../../files/regular-file'

/** `json`: settings of a run, a sweep or a list of layers, which its text tells apart. `images`: whatever a data set may be made of. */
export type FileKind = 'bundle' | 'network' | 'json' | 'picture' | 'images'

/** Bytes from which a kind is known; a tape archive has the name of its first file in as many. */
const headBytes = 4096

/** Kinds of pictures that the page shows, though data sets are not made of them. */
const pagePictures = ['SVG', phrase('HEIC or AVIF')]

type Test = (head: Buffer, ending: string) => boolean

const beginsAsJson: Test = (head) => /^(\uFEFF|\u00ef\u00bb\u00bf)?\s*\{/.test(head.toString('latin1'))

/** The first that holds decides; content comes before names. */
const tests: readonly (readonly [FileKind, Test])[] = [
  ['bundle', (head) => head.toString('latin1', 0, bundleManifestName.length + 1) === `${bundleManifestName}\0`],
  // Two letters, "BM", are all that a bitmap begins with: a text may, too.
  ['picture', (head, ending) => ![null, 'bmp'].includes(imageKindOf(head)) || (imageKindOf(head) === 'bmp' && ending === '.bmp')],
  ['picture', (head) => pagePictures.includes(otherKindOf(head) ?? '')],
  ['json', beginsAsJson],
  ['bundle', (_, ending) => ending === bundleEnding],
  ['network', (_, ending) => ending === networkFileEndings.onnx],
  ['json', (_, ending) => ending === networkFileEndings.layers],
]

/**
 * What a file or folder is.
 * @param path absolute
 * @throws LabError `file/gone`, `file/unreadable`, `file/no-file`
 */
export async function fileKindOf(path: string): Promise<FileKind> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) return 'images'
    // A pipe or a device could be read for ever.
    if (!stats.isFile()) throw new LabError('file/no-file', phrase('{path} is neither a file nor a folder.', { path }), phrase('Choose a file.'))
    const head = await headOf(path)
    return tests.find(([, holds]) => holds(head, extname(path).toLowerCase()))?.[0] ?? 'images'
  } catch (error) {
    if (error instanceof LabError) throw error
    const isGone = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    if (isGone) throw new LabError('file/gone', phrase('{path} is not there any more.', { path }), phrase('Where it was moved or renamed, open it in its new place.'), { cause: error })
    throw new LabError('file/unreadable', phrase('{path} cannot be read: {trouble}.', { path, trouble: fileTrouble(error) }), phrase('Choose another file.'), { cause: error })
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await openRegular(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
