// Feature maps have their values where they belong, in shades whose ends are told.
import type { MapsOfLayer } from '@contract/inspection/layer-maps'
import { expect, it } from 'vitest'
import { commonScale, mapMosaic, mapsCaption, ownScale } from './map-pictures'

const g = 9

/** Two of three channels, 1 by 2. */
const layer: MapsOfLayer = { layer: 'relu1', kind: 'relu', channels: 3, height: 1, width: 2, maps: Float32Array.from([0, 2, 1, 0.5]), lowest: 0, highest: 4, zeroShare: 0.25 }

it('on the common scale white is the largest value of all channels, shown or not', () => {
  const { picture, cells } = mapMosaic(layer, { scale: 'common', columns: 2, ground: g })
  expect([picture.width, picture.height, cells]).toEqual([7, 3, 2])
  expect([...picture.pixels.subarray(7, 14)]).toEqual([g, 0, 128, g, 64, 32, g])
})

it('on its own scale each map goes up to white', () => {
  expect([...mapMosaic(layer, { scale: 'own', columns: 2, ground: g }).picture.pixels.subarray(7, 14)]).toEqual([g, 0, 255, g, 255, 128, g])
})

it('negative values move black below 0; positive ones leave it there', () => {
  expect(commonScale({ lowest: -2, highest: 2 })).toEqual({ black: -2, white: 2 })
  expect(ownScale(Float32Array.from([3, 5]))).toEqual({ black: 0, white: 5 })
})

it('single values stand close together', () => {
  const { picture } = mapMosaic({ ...layer, channels: 4, height: 1, width: 1, maps: Float32Array.from([0, 4, 2, 1]) }, { scale: 'own', columns: 4, ground: g })
  expect([picture.width, picture.height, ...picture.pixels]).toEqual([4, 1, 0, 255, 128, 64])
})

it('the caption tells how many maps are there, the scale, and the share of zeros', () => {
  expect(mapsCaption(layer, { of: 'LeNet, test image 3', scale: 'common' })).toBe('relu1 of LeNet, test image 3: the first 2 of 3 maps of 1×2. Black 0, white 4. 25.0\u00a0% of the values are 0.')
  expect(mapsCaption({ ...layer, highest: 0, maps: new Float32Array(6) }, { of: 'LeNet', scale: 'common' })).toContain('3 maps of 1×2. All of it is 0.')
})
