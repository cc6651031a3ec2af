// Curves follow a run, stay bounded, and lose the points after a checkpoint from which the run goes on.
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import { describe, expect, it } from 'vitest'
import { curveColumns } from '@contract/testing/curve-columns'
import { RunCurves } from './run-curves'

const stepsPerEpoch = 100

function point(step: number, loss = 1): ProgressPoint {
  return {
    step,
    epoch: step / stepsPerEpoch,
    loss,
    accuracy: 0.5,
    runningLoss: loss,
    runningAccuracy: 0.5,
    imagesPerSecond: 1000,
    stepSeconds: 0.1,
    deviceBytes: null,
    deviceUtilization: null,
    rssBytes: 1e9 + step,
    elapsedSeconds: step / 10,
    secondsLeft: 1,
  }
}

function epoch(number: number): EpochResult {
  return { epoch: number, trainLoss: 1, trainAccuracy: 0.6, testLoss: 1.1, testAccuracy: 0.55, imagesPerSecond: 1000, seconds: 10 }
}

describe('RunCurves', () => {
  it('puts train points where they are in the run and test points at the ends of epochs', () => {
    const curves = new RunCurves(curveColumns([point(50, 2), point(100, 1)], [epoch(1)]))
    expect(curves.loss.train.chunks.points).toEqual([{ x: 0.5, y: 2 }, { x: 1, y: 1 }])
    expect(curves.loss.train.mean.points).toEqual([{ x: 0.5, y: 2 }, { x: 1, y: 1 }])
    expect(curves.loss.test.points).toEqual([{ x: 1, y: 1.1 }])
    expect(curves.accuracy.test.points).toEqual([{ x: 1, y: 0.55 }])
    expect(curves.memory.points.at(-1)).toEqual({ x: 1, y: 1e9 + 100 })
  })

  it('smooths the train curve over half an epoch', () => {
    const curves = new RunCurves(curveColumns([point(25, 4), point(50, 2), point(75, 1)]))
    expect(curves.loss.train.mean.points.map(({ y }) => y)).toEqual([4, 3, 1.5])
  })

  it('goes back with a run that went on from an earlier checkpoint', () => {
    const curves = new RunCurves(curveColumns([]))
    for (const step of [50, 100, 150, 200, 250]) curves.add(point(step))
    curves.addEpoch(epoch(1))
    curves.addEpoch(epoch(2))
    curves.add(point(150, 7))
    expect(curves.loss.train.chunks.points).toEqual([{ x: 0.5, y: 1 }, { x: 1, y: 1 }, { x: 1.5, y: 7 }])
    expect(curves.loss.test.points.map(({ x }) => x)).toEqual([1])
    expect(curves.imagesPerSecond.chunks.points).toHaveLength(3)
  })

  it('stays bounded and cheap over a run of days', () => {
    const points = Array.from({ length: 100_000 }, (_, index) => point(index + 1))
    const columns = curveColumns(points)
    const begun = performance.now()
    const curves = new RunCurves(columns)
    expect(performance.now() - begun).toBeLessThan(5000) // milliseconds, on a busy machine
    expect(curves.loss.train.mean.points.length).toBeLessThanOrEqual(600)
    expect(curves.loss.train.chunks.points.at(-1)?.x).toBe(1000)
  })
})
