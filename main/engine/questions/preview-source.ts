// Looks a source through, and says what an import of it would make.
import { previewSource as previewOf } from '../../data/importing/preview-source'
import { sourceFormatOf } from '../../data/sources/source-formats'
import type { Work } from './work'

/** @throws LabError `import/...` */
export const previewSource: Work<'previewSource'> = async ({ paths, options }) => {
  const format = await sourceFormatOf(paths)
  const source = await format.open(paths, options)
  try {
    return await previewOf(source, options)
  } finally {
    await source.close()
  }
}
