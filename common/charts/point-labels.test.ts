// Names beside points: to the right where there is room, elsewhere where there is none, and left out where nothing is free.
import { expect, it } from 'vitest'
import { placeNames, type NamedDot } from './point-labels'

const room = { left: 0, right: 200, top: 0, bottom: 100 }
const dot = (x: number, y: number): NamedDot => ({ x, y, radius: 4, width: 40 })

it('stand to the right', () => {
  expect(placeNames([dot(50, 50)], [dot(50, 50)], 12, room)).toEqual([{ left: 58, right: 98, top: 44, bottom: 56 }])
})

it('stand to the left where the right is taken by a point or the edge', () => {
  const left = { left: 2, right: 42, top: 44, bottom: 56 }
  expect(placeNames([dot(50, 50)], [dot(50, 50), dot(70, 50)], 12, room)).toEqual([left])
  expect(placeNames([dot(190, 50)], [dot(190, 50)], 12, room)[0]?.right).toBe(182)
})

it('stand above or below where both sides are taken', () => {
  const beside = [dot(50, 50), dot(70, 50), dot(30, 50)]
  expect(placeNames([dot(50, 50)], beside, 12, room)[0]).toMatchObject({ bottom: 42 })
  expect(placeNames([dot(50, 50)], [...beside, dot(50, 36)], 12, room)[0]).toMatchObject({ top: 58 })
})

it('leave room for what is written already', () => {
  const written = { left: 60, right: 90, top: 40, bottom: 54 }
  expect(placeNames([dot(50, 50)], [dot(50, 50)], 12, room, [written])[0]?.right).toBe(42)
})

it('are left out where nothing is free; the first has precedence', () => {
  const [first, second] = placeNames([dot(50, 50), dot(50, 52)], [dot(50, 50), dot(50, 52), dot(30, 50), dot(50, 36), dot(50, 66), dot(70, 66), dot(30, 66)], 12, room)
  expect(first).not.toBeNull()
  expect(second).toBeNull()
})
