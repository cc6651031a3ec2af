// Trains and evaluates on the CUDA provider with the lab's own trainer and evaluator, in runs of one step and more; the fakes write down what is copied and waited for.
import type { ModelName } from '@contract/models/zoo'
import { Evaluator } from '../../../main/engine/evaluation/evaluator'
import { feedsOf } from '../../../main/engine/runtime/session'
import type { ImageSet } from '../../../main/engine/training/trainer/image-set'
import { openTrainer } from '../../../main/engine/training/trainer/open-trainer'
import { initialState, stateOf, type Network } from '../../../main/networks/network'
import { trainingCases, zooNetwork } from './cases'
import { inOneLine, isSmall, mark } from './environment'

/** Steps of the runs, one after another: what a further step adds is a third of the difference between the last two. The first ones begin what is begun once. */
const lengths = [1, 2, 5, 2, 5]

/** Large enough that sums over a batch are given to several blocks of threads. */
const batchSize = isSmall ? 8 : 256
const count = 2 * batchSize
const data: ImageSet = { count, channels: 1, height: 28, width: 28, images: new Uint8Array(count * 784).fill(7), labels: new Uint8Array(count) }

/** Networks that are run: kernels do nothing, but copies are real, so that a large network takes a while. */
const trained: readonly ModelName[] = isSmall ? ['lenet-relu'] : ['lenet', 'lenet-relu', 'resnet-8', 'alexnet-small', 'alexnet']

async function inCase(name: string, work: () => Promise<void>): Promise<void> {
  mark(`case ${name}`)
  try {
    await work()
  } catch (error) {
    mark(`failed ${inOneLine(error)}`)
  }
}

async function runs(run: (length: number) => Promise<unknown>): Promise<void> {
  for (const length of lengths) {
    mark(`run ${length}`)
    await run(length)
    mark('end')
  }
}

export async function runAll(): Promise<void> {
  const models = new Set<string>(trained)
  for (const { name, network, recipe } of trainingCases(batchSize)) {
    const [, model = ''] = name.split(' ')
    if (!models.has(model)) continue
    await inCase(name, async () => {
      const built = network()
      const trainer = await openTrainer(built, data, initialState(built, 'kaiming-normal', 1), 1, recipe)
      const images = Uint32Array.from({ length: batchSize * recipe.microBatches }, (_, place) => place % count)
      let number = 0
      await runs((length) => trainer.train(Array.from({ length }, () => ({ number: number++, epoch: 0, images, learningRate: 0.1 }))))
      await trainer.close()
    })
  }
  for (const model of trained) {
    await inCase(`evaluation ${model}`, () => evaluateIn(zooNetwork(model, batchSize)))
  }
}

/** Evaluates as many batches as the runs are long; the set is fed by chunks, as one that is resident has two batches only. */
async function evaluateIn(network: Network): Promise<void> {
  const state = feedsOf(initialState(network, 'kaiming-normal', 1), stateOf(network))
  const many = Math.max(...lengths) * batchSize
  const images = new Uint8Array(many * 784).fill(7)
  // A device that seems fast, so that every evaluation is one run of the program.
  const evaluator = await Evaluator.open(network, { ...data, count: many, images, labels: new Uint8Array(many) }, 'cuda', state, { imageSeconds: 1e-9 })
  await runs((length) => evaluator.evaluate(undefined, length * batchSize))
  await evaluator.close()
}
