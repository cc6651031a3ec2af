// Layouts keep groups of images together, are the same each time, and tell how far they are.
import { beforeAll, describe, expect, it } from 'vitest'
import { layOutUmap, type UmapNews } from './umap-layout'

/** Images around two places far from each other, in three dimensions. */
const [images, width] = [24, 3]
const components = Float32Array.from({ length: images * width }, (_, at) => (Math.floor(at / width) < images / 2 ? 0 : 10) + Math.sin(at * 1.7))
const placeOf = (places: Float32Array, image: number): readonly [number, number] => [places[2 * image] ?? NaN, places[2 * image + 1] ?? NaN]
const distance = ([x, y]: readonly [number, number], [otherX, otherY]: readonly [number, number]): number => Math.hypot(x - otherX, y - otherY)

const news: UmapNews[] = []
let places: Float32Array
beforeAll(() => {
  places = layOutUmap({ components, images }, (told) => news.push(told))
})

describe('a layout by UMAP', () => {
  it('keeps the images of a group nearer to their middle than to that of the other', () => {
    const middle = (from: number): readonly [number, number] => {
      const all = Array.from({ length: images / 2 }, (_, place) => placeOf(places, from + place))
      return [all.reduce((sum, [x]) => sum + x, 0) / all.length, all.reduce((sum, [, y]) => sum + y, 0) / all.length]
    }
    const [first, second] = [middle(0), middle(images / 2)]
    for (let image = 0; image < images; image++) {
      const [own, other] = image < images / 2 ? [first, second] : [second, first]
      expect(distance(placeOf(places, image), own)).toBeLessThan(distance(placeOf(places, image), other))
    }
  })

  it('is the same each time, and tells its stages to the end', () => {
    expect(layOutUmap({ components, images }, () => undefined)).toEqual(places)
    expect(news.map(({ stage }) => stage).filter((stage, place, all) => stage !== all[place - 1])).toEqual(['neighbours', 'layout'])
    const last = news.at(-1)
    expect(last).toMatchObject({ done: last?.total, places })
  })

  it.each([1, 2, 3, 5])('has finite places for %s images', (few) => {
    const places = layOutUmap({ components: components.slice(0, few * width), images: few }, () => undefined)
    expect(places).toHaveLength(2 * few)
    expect(places.every((place) => Number.isFinite(place))).toBe(true)
  })

  it('has finite places for images that are all the same', () => {
    expect(layOutUmap({ components: new Float32Array(20 * 2), images: 20 }, () => undefined).every((place) => Number.isFinite(place))).toBe(true)
  })
})
