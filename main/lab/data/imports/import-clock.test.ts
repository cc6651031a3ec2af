// How far an import is, and how long it will still take.
import { expect, it } from 'vitest'
import { ImportClock } from './import-clock'

it('tells the time left once it can be judged, from the first images on', () => {
  let now = 500
  const clock = new ImportClock(() => now)
  expect(clock.opening).toEqual({ phase: 'opening', done: 0, total: 0, secondsLeft: null })
  now = 60_000 // however long looking through has taken
  expect(clock.at({ done: 10, total: 110 })).toEqual({ phase: 'images', done: 10, total: 110, secondsLeft: null })
  now = 62_000
  expect(clock.at({ done: 30, total: 110 })).toEqual({ phase: 'images', done: 30, total: 110, secondsLeft: 8 })
  expect(clock.at({ done: 110, total: 110 })).toEqual({ phase: 'finishing', done: 110, total: 110, secondsLeft: 0 })
})
