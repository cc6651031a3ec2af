// A home with any number of ended runs, made by formula: sweeps over networks, learning rates, dropout and seeds, some with tags and notes.
import { join } from 'node:path'
import type { RunSpec } from '@contract/training/run-spec'
import { defaultSpec } from '@contract/training/run-spec'
import { titleOf } from '@common/words/run-title'
import { Database } from '../store/database'
import { Store } from '../store/store'

const models = ['lenet-relu', 'alexnet', 'resnet-8', 'lenet'] as const
const batchSizes = [64, 128, 256] as const
const seedCount = 5

/** The settings of run `index`, from 0: five seeds follow one another. */
function specOf(index: number): RunSpec {
  const group = Math.floor(index / seedCount)
  const model = models[group % models.length] ?? 'lenet-relu'
  const spec = defaultSpec(model)
  return {
    ...spec,
    network: model === 'alexnet' ? { ...spec.network, dropout: ((group >> 2) % 4) / 4 } : spec.network,
    optimizer: { ...spec.optimizer, learningRate: Number((0.001 * 1.01 ** (group % 500)).toPrecision(3)) },
    batchSize: batchSizes[Math.floor(group / 500) % batchSizes.length] ?? 128,
    epochs: 10,
    seed: index % seedCount,
    device: 'cpu',
  }
}

/** Test accuracy of run `index` after an epoch: better with more epochs, other for every run. */
function accuracyOf(index: number, epoch: number): number {
  return 0.92 - 0.4 * Math.exp(-epoch / 3) - 0.1 * ((index * 7919) % 1000) / 1000
}

/**
 * Fills a home with runs that have ended, the newest an hour ago. Their files are not made.
 * @param epochs results of each run
 */
export function makeManyRuns(home: string, count: number, epochs = 10): void {
  new Store(home).close()
  const database = new Database(join(home, 'lab.db'))
  const newest = Date.now() - 3_600_000
  database.transaction(() => {
    for (let index = 0; index < count; index++) {
      const spec = specOf(index)
      const made = new Date(newest - (count - index) * 60_000).toISOString()
      const { lastId } = database.run(
        `INSERT INTO runs (model, title, status, spec, device, device_title, threads, parameters, steps_per_epoch, created_at, queued_at, started_at, ended_at, step, images_per_second, peak_rss_bytes, elapsed_seconds, file_bytes, pinned, note)
         VALUES (?, ?, ?, ?, 'cpu', 'CPU, 2 threads', 2, ?, 469, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
        spec.network.kind === 'zoo' ? spec.network.model : 'network',
        titleOf(spec),
        index % 40 === 7 ? 'stopped' : 'completed',
        JSON.stringify(spec),
        61_706 + (index % 3) * 1000,
        ...[made, made, made, made],
        469 * epochs,
        9000 + (index % 100),
        3e8 + (index % 50) * 1e6,
        60 + (index % 60),
        1e6 + index,
        index % 100 === 3 ? `Looked at on day ${index}` : '',
      )
      if (index % 10 === 0) database.run('INSERT INTO run_tags VALUES (?, ?)', lastId, index % 20 === 0 ? 'baseline' : 'again')
      for (let epoch = 1; epoch <= epochs; epoch++) {
        const accuracy = accuracyOf(index, epoch)
        database.run('INSERT INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', lastId, epoch, 3 * (1 - accuracy), accuracy - 0.01, 3.1 * (1 - accuracy), accuracy, 9000, 6, 'test')
      }
    }
  })
  database.close()
  new Store(home).close() // enters them in the index
}
