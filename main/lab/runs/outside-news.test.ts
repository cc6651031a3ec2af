// News of other processes come in bounded parts, each run once and as it stands, and one that cannot be read does not hide the others.
import { LabError } from '@contract/problem'
import type { LabEvent } from '@contract/runs/events'
import { runRecord } from '@contract/testing/sample-runs'
import { expect, it } from 'vitest'
import type { OutsideChanges } from '../store/change-watch'
import { OutsideNews } from './outside-news'

/** News with three runs a look; `changes` are what the looks find, one after another. */
function newsOf(changes: readonly Partial<OutsideChanges>[]) {
  const waiting = [...changes]
  const told: string[] = []
  const news = new OutsideNews(
    {
      changesSince: () => Promise.resolve({ changed: [], removed: [], ownNetworks: false, ...waiting.shift() }),
      read: (id) => (id === 'gone' ? Promise.reject(new LabError('run/unknown', 'There is no run gone.')) : Promise.resolve(runRecord({ id }))),
      tell: (event: LabEvent) => told.push(event.type === 'run' ? event.run.id : event.type === 'removed' ? `removed ${event.runId}` : event.type),
    },
    3,
  )
  /** What one look tells. */
  const look = async (): Promise<readonly string[]> => {
    told.length = 0
    await news.look()
    return [...told]
  }
  return { news, look, told }
}

it('tells of many changes part by part, and of none twice', async () => {
  const { look } = newsOf([{ changed: ['a', 'b', 'c', 'd', 'e'] }, { changed: ['d', 'f'] }])
  expect(await look()).toEqual(['a', 'b', 'c'])
  expect(await look()).toEqual(['d', 'e', 'f'])
  expect(await look()).toEqual([])
})

it('tells of a run that was removed before its turn only that', async () => {
  const { look } = newsOf([{ changed: ['a', 'b', 'c', 'd'] }, { removed: ['d'] }])
  await look()
  expect(await look()).toEqual(['removed d'])
})

it('goes on behind a run that cannot be read', async () => {
  const { look } = newsOf([{ changed: ['a', 'gone', 'b'] }])
  expect(await look()).toEqual(['a', 'b'])
})

it('tells of own networks once a look', async () => {
  const { look } = newsOf([{ ownNetworks: true, changed: ['a'] }, {}])
  expect(await look()).toEqual(['own-networks', 'a'])
  expect(await look()).toEqual([])
})

it('looks once at a time', async () => {
  const { news, told } = newsOf([{ changed: ['a'] }, { changed: ['b'] }])
  await Promise.all([news.look(), news.look()])
  expect(told).toEqual(['a'])
})
