// How a grid lays images out, and how it comes by their pixels: what is in sight is asked for, once, and the newest wish first.
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { PixelShelf } from './pixel-shelf'
import { gridLayout, thumbEdges, thumbGap, widestGap } from './thumb-sizes'

describe('the layout', () => {
  it('shows small images by multiples of their size, large ones in usual sizes', () => {
    expect(thumbEdges({ height: 28, width: 28 })).toEqual([28, 42, 56, 84, 112, 168])
    expect(thumbEdges({ height: 8, width: 6 })[0]).toBe(24)
    expect(thumbEdges({ height: 224, width: 160 })[0]).toBe(32)
  })

  it('fills the room with whole columns, and keeps the proportions of images', () => {
    const layout = gridLayout(1001, { height: 40, width: 20 }, 80, 430)
    expect(layout).toMatchObject({ height: 80, width: 40, columns: 10, rows: 101, rowHeight: 80 + thumbGap })
    expect(gridLayout(1001, { height: 40, width: 20 }, 80, 465)).toMatchObject({ columns: 10, columnWidth: 47, rowHeight: 87 })
    expect(gridLayout(3, { height: 40, width: 20 }, 80, 120).columnWidth).toBe(40 + widestGap)
    expect(gridLayout(0, { height: 40, width: 20 }, 80, 0)).toMatchObject({ columns: 1, rows: 0 })
  })

  it('makes thumbnails of a very large set smaller, so that browsers can scroll through all rows', () => {
    const { rows, rowHeight } = gridLayout(2_000_000, { height: 28, width: 28 }, 168, 500)
    expect(rows * rowHeight).toBeLessThanOrEqual(30e6)
    expect(gridLayout(1_000_000, { height: 28, width: 28 }, 56, 500).height).toBe(56)
  })
})

describe('pixels', () => {
  /** Images of so many bytes that a piece has 16 of them; each is filled with its number. */
  const imageBytes = 40_000
  function shelf(images: Uint32Array) {
    const read = vi.fn((part: Uint32Array) => {
      const pixels = new Uint8Array(part.length * imageBytes)
      part.forEach((image, place) => pixels.fill(image, place * imageBytes, (place + 1) * imageBytes))
      return Promise.resolve(pixels)
    })
    const arrived = vi.fn()
    const failed = vi.fn()
    return { shelf: new PixelShelf({ images, imageBytes, read, arrived, failed }), read, arrived, failed }
  }

  it('come in pieces, in the order of the grid, and are asked for once', async () => {
    const { shelf: pixels, read, arrived } = shelf(Uint32Array.from({ length: 40 }, (_, place) => 99 - place))
    expect(pixels.at(0)).toBeNull()
    pixels.want(0, 10)
    pixels.want(2, 12)
    await flushPromises()
    expect(read).toHaveBeenCalledTimes(2) // the piece in sight, and the next one
    expect(arrived).toHaveBeenCalledWith(0, 16)
    expect([pixels.at(0)?.[0], pixels.at(15)?.[0], pixels.at(15)?.length]).toEqual([99, 84, imageBytes])
    pixels.want(0, 10)
    await flushPromises()
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('that are out of sight by now are not asked for', async () => {
    const { shelf: pixels, read } = shelf(Uint32Array.from({ length: 1600 }, (_, place) => place))
    for (let first = 0; first < 1600; first += 16) pixels.want(first, first + 16)
    await flushPromises()
    expect(read.mock.calls.map(([part]) => part[0])).toEqual([0, 16, 1584, 1568])
  })

  it('that could not be read are told, and asked for again when they are wanted again', async () => {
    const { shelf: pixels, read, failed } = shelf(Uint32Array.from({ length: 16 }, (_, place) => place))
    read.mockRejectedValueOnce(new Error('the disk is gone'))
    pixels.want(0, 16)
    await flushPromises()
    expect(failed).toHaveBeenCalledOnce()
    pixels.want(0, 16)
    await flushPromises()
    expect(pixels.at(3)?.[0]).toBe(3)
  })

  it('tell nothing once the grid is gone', async () => {
    const { shelf: pixels, arrived } = shelf(Uint32Array.of(1))
    pixels.want(0, 1)
    pixels.close()
    await flushPromises()
    expect(arrived).not.toHaveBeenCalled()
  })
})
