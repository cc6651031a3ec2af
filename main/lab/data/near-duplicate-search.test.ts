// The lab has a set looked through once, however often it is asked at the same time, and tells how far that is.
import type { LabEvent } from '@contract/runs/events'
import { expect, it } from 'vitest'
import { registerDataset } from '../../data/catalogue'
import { useStoredDatasets } from '../../data/stored/stored-datasets'
import { madeUpInfo, madeUpSet } from '../../data/testing/made-up-set'
import { LauncherInProcess } from '../testing/launcher-in-process'
import { temporaryFolder } from '../testing/samples'
import { NearDuplicateSearch } from './near-duplicate-search'

it('asks one engine process for all who ask, and passes its progress on', async () => {
  useStoredDatasets(temporaryFolder())
  const info = { ...madeUpInfo(), id: 'made-up-searched' }
  registerDataset(info, { load: () => Promise.resolve(madeUpSet(info)) })
  const events: LabEvent[] = []
  let launched = 0
  const engine = new LauncherInProcess()
  const launcher = { launch: () => { launched++; return engine.launch() } }
  const search = new NearDuplicateSearch({ launcher, events: { tell: (event) => events.push(event) } })
  const [first, second] = await Promise.all([search.of(info.id), search.of(info.id)])
  expect(second).toBe(first)
  expect(launched).toBe(1)
  expect(events.at(-1)).toEqual({ type: 'near-duplicates-progress', dataset: info.id, done: 900, total: 900 })
  expect(await search.of(info.id)).toEqual(first)
  search.close()
  await expect(search.of(info.id)).rejects.toMatchObject({ code: 'lab/closed' })
})
