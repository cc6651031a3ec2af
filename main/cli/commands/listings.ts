// `cnn-lab datasets` and `presets`: what there is to choose from.
import { formatCount, formatShape } from '@common/words/plain-format'
import { presets } from '@contract/training/presets'
import { datasets } from '../../data/catalogue'
import { say, sayJson, type Output } from '../terminal/command-context'
import { table, type Column } from '../terminal/table'

interface Listing {
  readonly items: readonly object[]
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
}

const listings = {
  datasets: (): Listing => ({
    items: datasets(),
    columns: [{ title: 'data set' }, { title: 'train', align: 'right' }, { title: 'test', align: 'right' }, { title: 'image' }, { title: 'description' }],
    rows: datasets().map(({ id, trainImages, testImages, channels, height, width, description }) => [
      id,
      formatCount(trainImages),
      formatCount(testImages),
      formatShape([channels, height, width]),
      description,
    ]),
  }),
  presets: (): Listing => ({
    items: presets,
    columns: [{ title: 'preset' }, { title: 'description' }],
    rows: presets.map(({ name, description }) => [name, description]),
  }),
}

export type ListingName = keyof typeof listings

/** Prints a listing as a table, or as one JSON object a line. */
export function printListing(name: ListingName, json: boolean, stdout: Output): void {
  const { items, columns, rows } = listings[name]()
  if (json) for (const item of items) sayJson(stdout, item)
  else say(stdout, table(columns, rows, { output: stdout }))
}
