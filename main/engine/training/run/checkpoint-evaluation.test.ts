// A stored evaluation says what training reported of the same checkpoint, whoever made it and however the images were fed.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkpointAt } from '@contract/runs/checkpoints'
import { heldOut } from '@contract/runs/held-out'
import type { RunEvent } from '@contract/engine/run-events'
import { plainPreprocessing, defaultSpec, type RunSpec, wholeDataset } from '@contract/training/run-spec'
import { registerDataset } from '../../../data/catalogue'
import { madeUpInfo, madeUpSet } from '../../../data/testing/made-up-set'
import { EvaluationFile } from '../../../evaluations/evaluation-file'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { evaluate } from '../../questions/evaluate'
import { RunControl } from './run-control'
import { trainRun } from './training-run'

const madeUp = madeUpInfo()
registerDataset(madeUp, { load: () => Promise.resolve(madeUpSet(madeUp)) })

const fashion: RunSpec = { ...defaultSpec('lenet-relu'), dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 512, limitTest: 301 }, batchSize: 64, epochs: 2, device: 'cpu' }
const many: RunSpec = { ...fashion, dataset: wholeDataset(madeUp.id), preprocessing: plainPreprocessing({ height: 40, width: 32 }), epochs: 4 }

async function trained(spec: RunSpec, folder = temporaryFolder()) {
  const events: RunEvent[] = []
  await trainRun(spec, { device: 'cpu', folder, networkFolder: folder, control: new RunControl(), emit: (event) => events.push(event) })
  const epochs = events.flatMap((event) => (event.type === 'epoch' ? [heldOut(event.result)] : []))
  const steps = Math.ceil((spec.dataset.limitTrain ?? madeUp.trainImages) / spec.batchSize)
  return { folder, events, epochs, checkpointOf: (epoch: number) => checkpointAt(epoch, epoch * steps) }
}

function opened(folder: string, name: string): EvaluationFile {
  return new EvaluationFile(join(folder, 'evaluations', name))
}

describe.each([['Fashion-MNIST', fashion], ['a set of 137 classes in colour', many]] as const)('of %s', (_, spec) => {
  it('after a run has the accuracy and loss that the last epoch reported, and for an earlier checkpoint those of its epoch', async () => {
    const { folder, epochs, checkpointOf } = await trained(spec)
    const { epochs: count } = spec
    const last = opened(folder, `${checkpointOf(count).folder.slice('checkpoints/'.length)}-test`)
    expect(last.facts.accuracy).toBe(epochs[count - 1]?.accuracy)
    expect(last.facts.loss).toBeCloseTo(epochs[count - 1]?.loss ?? NaN, 5)
    expect(last.facts).toMatchObject({ split: 'test', images: last.columns.labels.length, dataset: { id: spec.dataset.id, limit: spec.dataset.limitTest }, checkpoint: checkpointOf(count) })

    const before = await evaluate({ spec, device: 'cpu', networkFolder: folder, folder, checkpoint: checkpointOf(count - 1), split: 'test' })
    expect(before.accuracy).toBe(epochs[count - 2]?.accuracy)
    expect(before.loss).toBeCloseTo(epochs[count - 2]?.loss ?? NaN, 5)
    expect(before.dataset.fingerprint).toBe(last.facts.dataset.fingerprint)
  })
})

it('is made again to the same bytes, of the checkpoint that the run has left', async () => {
  const { folder, checkpointOf } = await trained(fashion)
  const path = join(folder, 'evaluations', `${checkpointOf(2).folder.slice('checkpoints/'.length)}-test`, 'images.safetensors')
  const byRun = readFileSync(path)
  rmSync(join(folder, 'evaluations'), { recursive: true })
  await evaluate({ spec: fashion, device: 'cpu', networkFolder: folder, folder, checkpoint: checkpointOf(2), split: 'test' })
  expect(readFileSync(path).equals(byRun)).toBe(true)
})

it('has probabilities that add up to one, the largest of which is the answer, and losses that are their logarithms', async () => {
  const { folder, checkpointOf } = await trained({ ...fashion, epochs: 1 })
  const facts = await evaluate({ spec: fashion, device: 'cpu', networkFolder: folder, folder, checkpoint: checkpointOf(1), split: 'train' })
  expect(facts).toMatchObject({ split: 'train', images: 512, dataset: { limit: 512 } })
  const file = new EvaluationFile(join(folder, 'evaluations', `${checkpointOf(1).folder.slice('checkpoints/'.length)}-train`))
  const { labels, predictions, losses, confidences, ranks } = file.columns
  const rows = file.probabilitiesOf([...labels.keys()])
  for (const [image, probabilities] of rows.entries()) {
    const row = [...probabilities]
    const label = labels[image] ?? 0
    expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5)
    expect(row.indexOf(Math.max(...row))).toBe(predictions[image])
    expect(confidences[image]).toBe(Math.max(...row))
    expect(-Math.log(row[label] ?? NaN)).toBeCloseTo(losses[image] ?? NaN, 4)
    expect(ranks[image]).toBe(row.filter((value) => value > (row[label] ?? NaN)).length)
  }
})

it('that cannot be stored leaves the run complete, with a notice', async () => {
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'evaluations'), 'in the way')
  const { events } = await trained({ ...fashion, epochs: 1 }, folder)
  expect(events.at(-1)).toMatchObject({ type: 'completed', notice: expect.stringContaining('could not be stored') as string })
})

it('of images for validation is refused where a set has none, and so is a checkpoint that is not kept', async () => {
  const { folder, checkpointOf } = await trained({ ...fashion, epochs: 1 })
  const asked = { spec: fashion, device: 'cpu', networkFolder: folder, folder } as const
  await expect(evaluate({ ...asked, checkpoint: checkpointOf(1), split: 'validation' })).rejects.toMatchObject({ code: 'dataset/no-such-split', message: 'Fashion-MNIST has no images for validation.' })
  await expect(evaluate({ ...asked, checkpoint: checkpointOf(7), split: 'test' })).rejects.toMatchObject({ code: 'checkpoint/damaged' })
  expect(existsSync(join(folder, 'evaluations', 'writing-x'))).toBe(false)
})
