// A home with runs of very many points and epochs, made by formula through the store, for tests of how fast their curves open.
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import { Store } from '../store/store'
import { sampleSpec } from './samples'

export interface LongRuns {
  readonly runs: number
  /** Of each run. */
  readonly points: number
  readonly epochs: number
}

/** Loss that falls to a floor, with noise by which extremes can be told. */
const lossAt = (place: number, index: number, run: number): number => 0.2 + 0.05 * run + 2 * Math.exp(-6 * place) + 0.1 * Math.abs(Math.sin(index * 12.9898))

/** Fills a home. @returns ids of the runs */
export function makeLongRuns(home: string, { runs, points, epochs }: LongRuns): readonly string[] {
  const store = new Store(home)
  const owner = 'maker'
  store.owners.renew({ id: owner, pid: process.pid, seenAt: Date.now() })
  const stepsPerEpoch = Math.ceil(points / epochs)
  const ids = Array.from({ length: runs }, (_, run) => {
    const made = store.runs.create(sampleSpec({ seed: run, epochs }), `Long run ${run}`, owner)
    const moment = new Date().toISOString()
    const results = Array.from({ length: epochs }, (_, index): EpochResult => {
      const loss = lossAt(index / epochs, index, run)
      return { epoch: index + 1, trainLoss: loss, trainAccuracy: 1 - loss / 3, testLoss: loss + 0.05, testAccuracy: 1 - loss / 2.8, imagesPerSecond: 9000, seconds: 10 }
    })
    const curve = Array.from({ length: points }, (_, index): ProgressPoint => {
      const loss = lossAt(index / points, index, run)
      return {
        ...{ step: index + 1, epoch: (index + 1) / stepsPerEpoch, loss, accuracy: 1 - loss / 3, runningLoss: loss, runningAccuracy: 1 - loss / 3 },
        ...{ imagesPerSecond: 9000 + 500 * Math.sin(index), stepSeconds: 0.014, rssBytes: 3e8 + index, deviceBytes: null, deviceUtilization: null },
        ...{ elapsedSeconds: index / 10, secondsLeft: (points - index) / 10 },
      }
    })
    store.runs.save({ ...made, status: 'completed', device: 'cpu', deviceTitle: 'CPU, 2 threads', threads: 2, parameters: 61_706, stepsPerEpoch, startedAt: moment, endedAt: moment, step: points, imagesPerSecond: 9000, peakRssBytes: 4e8, elapsedSeconds: points / 10 }, owner, { epochs: results, points: curve })
    return made.id
  })
  store.owners.leave(owner)
  store.close()
  return ids
}
