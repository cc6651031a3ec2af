// A folder of the disk with a folder of images for each class.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileTrouble } from '../../../files/file-trouble'
import { classLayout } from '../layout/class-layout'
import { SourceTree } from '../layout/source-tree'
import type { SourceFormat } from '../source'
import { fileImages } from './file-images'
import { smallText } from './small-text'
import { walkFolder } from './walk-folder'

export const folderSource: SourceFormat = {
  kind: 'folder',
  recognises: async ([path = '', ...others]) => others.length === 0 && isFolder(path),
  open: async ([path = ''], _options, signal) => {
    const title = basename(path)
    const tree = await foldersOfDisk(path, signal)
    const { parts, classes, labels, partOf, nameOf, ...layout } = await classLayout(tree, { title, textOf: (name) => smallText(join(path, name)) })
    return {
      ...{ kind: 'folder', title: layout.title, name: title, classes, parts, labels, partOf, nameOf, shape: null, found: {} },
      leftOut: tree.leftOut.all,
      notes: layout.notes,
      images: fileImages(path, labels.length, nameOf),
      close: () => Promise.resolve(),
    }
  },
}

/** Whether a path is that of a folder that may be looked at. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false // no use as a folder, whatever the reason
  }
}

/** All image files of a folder. @throws LabError `import/unreadable`, `import/too-many-entries` */
export async function foldersOfDisk(path: string, signal?: AbortSignal): Promise<SourceTree> {
  const tree = new SourceTree(basename(path))
  try {
    await walkFolder(path, tree, signal)
  } catch (error) {
    if (error instanceof LabError || signal?.aborted) throw error
    throw new LabError('import/unreadable', phrase('{path} cannot be read: {fileTrouble}.', { path, fileTrouble: fileTrouble(error) }), phrase('Check that it is a folder that you may read.'), { cause: error })
  }
  return tree
}
