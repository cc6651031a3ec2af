// The card of the tour lies within the window, and beside its control wherever there is room.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cardPlace, outlined } from './card-place'

const card = { width: 320, height: 180 }

it('lies within every window that has room for it', () => {
  const side = fc.integer({ min: 0, max: 4000 })
  fc.assert(fc.property(side, side, side, side, fc.integer({ min: 400, max: 4000 }), fc.integer({ min: 260, max: 2200 }), (left, top, width, height, windowWidth, windowHeight) => {
    const place = cardPlace({ left, top, width, height }, card, { width: windowWidth, height: windowHeight })
    expect(place.left).toBeGreaterThanOrEqual(0)
    expect(place.top).toBeGreaterThanOrEqual(0)
    expect(place.left + card.width).toBeLessThanOrEqual(windowWidth)
    expect(place.top + card.height).toBeLessThanOrEqual(windowHeight)
  }))
})

it('lies to the right of a control, and below where there is no room', () => {
  expect(cardPlace({ left: 20, top: 100, width: 300, height: 40 }, card, { width: 1024, height: 700 })).toEqual({ left: 332, top: 100 })
  expect(cardPlace({ left: 600, top: 20, width: 400, height: 40 }, card, { width: 1024, height: 700 })).toEqual({ left: 600, top: 72 })
})

it('a region that is scrolled is outlined as far as it is in sight, so that no line cuts what it shows, and the card lies beside it', () => {
  const window = { width: 1024, height: 700 }
  const region = outlined({ left: 384, top: 64, width: 640, height: 5000 }, window)
  expect(region).toEqual({ left: 384, top: 64, width: 632, height: 628 })
  expect(cardPlace(region, card, window)).toEqual({ left: 52, top: 64 })
})
