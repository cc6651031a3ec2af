// The images of a source whose files lie in a folder of the disk, named for those who decode them.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenSource, SourceImage } from '../source'

/** How many images lie between two looks at whether the folder is still there. */
const betweenLooks = 1000

/**
 * @param root absolute; the folder must stay the same while images are taken
 * @param count of all images
 * @param nameOf path within the folder, by an image's number
 */
export function fileImages(root: string, count: number, nameOf: (index: number) => string): OpenSource['images'] {
  const known = identityOf(root)
  const check = (): void => {
    if (known !== null && identityOf(root) === known) return
    throw new LabError('import/changed', phrase('{root} is no longer there, or is another folder now.', { root }), phrase('Connect its disk again, or choose the folder anew.'))
  }
  return async function* images(wanted) {
    const total = wanted?.length ?? count
    for (let place = 0; place < total; place++) {
      if (place % betweenLooks === 0) check()
      const index = wanted?.[place] ?? place
      const image: SourceImage = { index, content: { kind: 'file', path: join(root, nameOf(index)) } }
      yield await Promise.resolve(image)
    }
    check()
  }
}

/** What tells a folder from another one of the same name; null: it is not there. */
function identityOf(folder: string): string | null {
  try {
    const { dev, ino } = statSync(folder)
    return `${dev}/${ino}`
  } catch {
    return null // whatever the reason, files in it cannot be read
  }
}
