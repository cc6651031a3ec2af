// What was found of a set is kept by its fingerprint, read again without a search, and found again where the file is damaged.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { registerDataset } from '../catalogue'
import { useStoredDatasets } from '../stored/stored-datasets'
import { madeUpInfo, madeUpSet } from '../testing/made-up-set'
import { countedNearDuplicates, nearDuplicatesOf } from './near-duplicates-of'

it('searches once, keeps what it found by the fingerprint of the set, and searches again where the file is damaged', async () => {
  const folder = temporaryFolder()
  useStoredDatasets(folder)
  const info = { ...madeUpInfo(), id: 'made-up-kept' }
  registerDataset(info, { load: () => Promise.resolve(madeUpSet(info)), fingerprint: 'f00d' })
  let searches = 0
  const ask = () => nearDuplicatesOf(info.id, (done, total) => { if (done === total) searches++ })
  const found = await ask()
  expect(found.repeated.length).toBeGreaterThan(0)
  expect(await ask()).toEqual(found)
  expect(searches).toBe(1)
  const [file = '', ...others] = readdirSync(join(folder, '.near-duplicates'))
  expect([file, others]).toEqual(['f00d-1.json', []])
  writeFileSync(join(folder, '.near-duplicates', file), '{')
  expect(await ask()).toEqual(found)
  expect(searches).toBe(2)
  expect(countedNearDuplicates(found)).toMatchObject({ repeated: found.repeated.length, likeTest: found.likeTest.length })
})
