// Curves with every point go back with a run that goes on from an earlier checkpoint.
import { expect, it } from 'vitest'
import { curveColumns } from '@contract/testing/curve-columns'
import { epochResult, progressPoint } from '@contract/testing/sample-runs'
import { WholeCurves } from './whole-curves'

it('go back with a run that goes on from an earlier checkpoint', () => {
  const point = (step: number, loss = 1) => progressPoint(step, { epoch: step / 100, loss })
  const curves = new WholeCurves(curveColumns([50, 100, 150].map((step) => point(step)), [epochResult(1)]))
  for (const step of [200, 250]) curves.add(point(step))
  curves.addEpoch(epochResult(2))
  expect(curves.epoch).toBe(2.5)
  curves.add(point(150, 7))
  expect(curves.points.step).toEqual(Float64Array.of(50, 100, 150))
  expect(curves.points.loss).toEqual(Float64Array.of(1, 1, 7))
  expect(curves.heldOutLoss.points.map(({ x }) => x)).toEqual([1])
})
