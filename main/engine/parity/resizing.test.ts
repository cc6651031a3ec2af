// Every way of resizing against PyTorch (resizing.json, made by pytorch_resizing.py), in the graph and as matrices, and the gradients that pass through it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { interpolationMatrix } from '@common/preprocessing/interpolation'
import { resizeNames } from '@contract/training/settings/data-settings'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { resized } from '../program/inputs/resized'
import { feed, Session } from '../runtime/session'

const { shape, pixels, cases } = z
  .strictObject({
    shape: z.array(z.int()),
    /** Hundredths. */
    pixels: z.array(z.int()),
    cases: z.array(z.strictObject({ method: z.enum(resizeNames), size: z.tuple([z.int(), z.int()]), values: z.array(z.number()) })),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'resizing.json'), 'utf8')))
const [, channels = 0, height = 0, width = 0] = shape

it('computes what F.interpolate does, to six digits', async () => {
  const g = new GraphBuilder('resizing')
  const images = g.input('images', 'float32', shape)
  const outputs = cases.map(({ method, size: [rows, columns] }) => g.node('Identity', [resized(g, images, method, { height: rows, width: columns })]))
  const session = await Session.open(encodeModel(g.build(outputs)), { threads: 1 })
  const results = await session.run({ images: feed('float32', Float32Array.from(pixels, (pixel) => pixel / 100), shape) }, outputs.map(({ name }) => name))
  await session.close()
  expect(new Set(cases.map(({ method }) => method))).toEqual(new Set(resizeNames))
  cases.forEach(({ method, size, values }, index) => {
    const found = results.floats(outputs[index]?.name ?? '')
    expect(found).toHaveLength(values.length)
    const largest = Math.max(...values.map((value, place) => Math.abs(value - (found[place] ?? NaN))))
    expect(largest, `${method} to ${size.join('×')}`).toBeLessThan(1e-6)
  })
})

it('has the same as matrices of both axes, whose rows add up to one', () => {
  for (const { method, size: [rows, columns], values } of cases) {
    const [vertical, horizontal] = [interpolationMatrix(method, height, rows), interpolationMatrix(method, width, columns)]
    for (let row = 0; row < rows; row++) expect(vertical.subarray(row * height, (row + 1) * height).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6)
    values.forEach((value, place) => {
      const [column, row, channel] = [place % columns, Math.floor(place / columns) % rows, Math.floor(place / columns / rows)]
      expect(channel).toBeLessThan(channels)
      let sum = 0
      for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) sum += (vertical[row * height + y] ?? NaN) * (horizontal[column * width + x] ?? NaN) * ((pixels[(channel * height + y) * width + x] ?? NaN) / 100)
      expect(sum).toBeCloseTo(value, 6)
    })
  }
})
