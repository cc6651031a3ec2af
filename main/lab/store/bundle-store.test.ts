// A run out of a bundle is taken over once, also where an earlier version of the lab took it over, and it was changed since.
import { noMarks } from '@contract/bundles/bundle'
import { maxTitleLength, runRecordSchema } from '@contract/runs/run-record'
import { runRecord } from '@contract/testing/sample-runs'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/samples'
import { pointsFile, recordFile } from './bundle-store'
import { Database } from './database'
import { Store } from './store'

const run = runRecord({ status: 'stopped', step: 7, endedAt: '2025-03-03T14:06:00.000Z' })
/** The spec in the present version of its format. */
const flipped = { ...run.spec, augmentation: { ...run.spec.augmentation, flip: 0.5 } }
/** As version 2 of the format had it. */
const { validationLoss: _, validationAccuracy: __, predictedImagesPerSecond: ___, isTitleMade: ____, ...fields } = run
const written = { ...fields, queuedAt: null, spec: { ...run.spec, version: 2, augmentation: { ...run.spec.augmentation, flip: true } } }

function unpacked(record: object, marks = noMarks) {
  const folder = join(temporaryFolder(), 'run')
  mkdirSync(folder)
  writeFileSync(join(folder, recordFile), JSON.stringify(record))
  writeFileSync(join(folder, pointsFile), '[]')
  return { folder, lab: 'other', marks }
}

const sum = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

it.each([
  { version: 'now', digest: null },
  { version: 'with version 3 of the format', digest: sum({ ...runRecordSchema.parse({ ...run, queuedAt: null, spec: flipped }), id: '', isTitleMade: undefined, predictedImagesPerSecond: undefined, validationLoss: undefined, validationAccuracy: undefined }) },
  { version: 'with version 2 of the format', digest: sum({ ...written, id: '' }) },
])('taken over $version', ({ digest }) => {
  const home = temporaryFolder()
  const store = new Store(home)
  onTestFinished(() => {
    store.close()
  })
  const adopt = (record: object) => store.bundles.adopt([unpacked(record)], join(home, 'runs'))[0]
  const first = adopt(written)
  expect(first).toMatchObject({ id: run.id, wasThere: false })
  const database = new Database(join(home, 'lab.db'))
  if (digest !== null) database.run('UPDATE run_origins SET digest = ?', digest)
  database.run('UPDATE runs SET step = 9') // it has gone on here
  database.close()
  expect(adopt(written)).toMatchObject({ id: run.id, wasThere: true })
  // The same run, written by a later version of the other lab.
  if (digest === null) expect(adopt({ ...run, queuedAt: null, spec: flipped })).toMatchObject({ wasThere: true })
  expect(adopt({ ...written, step: 8 })).toMatchObject({ wasThere: false })
})

it('keeps titles and tags on one line, and as long as titles may be', () => {
  const home = temporaryFolder()
  const store = new Store(home)
  onTestFinished(() => {
    store.close()
  })
  const hostile = { ...written, title: `two\r\nlines \u001b[2J${'x'.repeat(100_000)}` }
  const adopt = () => store.bundles.adopt([unpacked(hostile, { tags: ['a\nb', '\n'], note: 'two\nlines' })], join(home, 'runs'))[0]
  const { id = '' } = adopt() ?? {}
  expect(store.runs.get(id).title).toBe(`two lines  [2J${'x'.repeat(maxTitleLength)}`.slice(0, maxTitleLength))
  expect(store.bundles.marks(id)).toEqual({ tags: ['a b'], note: 'two\nlines' })
  expect(adopt()).toMatchObject({ id, wasThere: true })
})
