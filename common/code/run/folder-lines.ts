// The constant of a program that says where the lab keeps the images of a data set.
import type { DatasetInfo } from '@contract/data/datasets'

/** Letters of a text that stand on one line. */
const lettersOfLine = 60

/** The folder of the set as a constant; a long name is joined of several texts. */
export function folderLines({ dataset }: { readonly dataset: Pick<DatasetInfo, 'id'> }): readonly string[] {
  const path = `datasets/${dataset.id}`
  if (path.length <= lettersOfLine) return [`FOLDER = Path("${path}")`]
  const pieces = path.match(new RegExp(`.{1,${lettersOfLine}}`, 'g')) ?? []
  return ['FOLDER = Path(', ...pieces.map((piece, index) => `    "${piece}"${index === pieces.length - 1 ? ')' : ''}`)]
}
