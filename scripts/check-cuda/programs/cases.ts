// What is tried: every network of the zoo, and networks from files, with what recipes can ask for.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cwd } from 'node:process'
import { noAugmentation } from '@contract/data/augmentation'
import { modelInfo, modelNames, type ModelName } from '@contract/models/zoo'
import { defaultOptimizer, optimizers, type OptimizerName } from '@contract/training/optimizer'
import { plainRecipe, type TrainingRecipe } from '../../../main/engine/program/training/training-recipe'
import { readTensors } from '../../../main/networks/export/safetensors'
import { networkFromModel, trainableNetwork } from '../../../main/networks/from-file/network-from-model'
import { readNetworkFile } from '../../../main/networks/from-file/read-network-file'
import type { Network } from '../../../main/networks/network'
import { buildNetwork, type NetworkOptions } from '../../../main/networks/zoo/zoo'
import { isSmall } from './environment'

export interface TrainingCase {
  readonly name: string
  readonly network: () => Network
  readonly recipe: TrainingRecipe
}

/** The networks whose programs are all that recipes can ask for: one with dropout, one with batch normalisation. */
const thorough: readonly ModelName[] = ['lenet', 'resnet-8']

export const models: readonly ModelName[] = isSmall ? ['lenet-relu', 'resnet-8'] : modelNames

export function zooNetwork(model: ModelName, batchSize: number, settings: Partial<NetworkOptions> = {}): Network {
  const { inputSize } = modelInfo(model)
  return buildNetwork(model, [batchSize, 1, inputSize, inputSize], { classes: 10, dropout: 0.5, ...settings })
}

const recipe = (of: Partial<TrainingRecipe>): TrainingRecipe => ({ ...plainRecipe, device: 'cuda', ...of })

/** An optimizer with all that it can be told. */
const told = (name: OptimizerName): TrainingRecipe['optimizer'] => ({ ...defaultOptimizer(name, 0.1), weightDecay: 0.1, decayBiases: true, clipNorm: 1, clipValue: 5 })

/** What recipes ask for: in both precisions plain, clipped and smoothed, and the same in micro-batches. */
const asked = (['float32', 'mixed'] as const).flatMap((precision) =>
  optimizers.flatMap(({ name }) => [
    { of: `${precision} ${name}`, recipe: recipe({ precision, optimizer: defaultOptimizer(name, 0.1) }) },
    { of: `${precision} ${name} clipped`, recipe: recipe({ precision, optimizer: told(name), labelSmoothing: 0.1 }) },
    { of: `${precision} ${name} clipped in parts`, recipe: recipe({ precision, optimizer: told(name), labelSmoothing: 0.1, microBatches: 3 }) },
  ]),
)

const isBrief = ({ of }: (typeof asked)[number]): boolean => ['float32 sgd', 'mixed sgd', 'mixed adamw clipped in parts'].includes(of)

/** Every network plainly and with all at once; some networks in every combination. */
export function trainingCases(batchSize: number): readonly TrainingCase[] {
  const ofModels = models.flatMap((model) =>
    asked
      .filter((one) => isBrief(one) || (!isSmall && thorough.includes(model)))
      .map((one) => ({ name: `training ${model} ${one.of}`, network: () => zooNetwork(model, batchSize), recipe: one.recipe })),
  )
  if (isSmall) return ofModels
  const ofLayers = (['sigmoid', 'tanh', 'relu'] as const).flatMap((activation) =>
    (['average', 'max'] as const).map((pooling) => ({ name: `training lenet ${activation} ${pooling}`, network: () => zooNetwork('lenet', batchSize, { activation, pooling }), recipe: recipe({}) })),
  )
  const mixed = recipe({ augmentation: { ...noAugmentation, mixup: 0.2 } })
  return [
    ...ofModels,
    ...ofLayers,
    { name: 'training lenet mixed images', network: () => zooNetwork('lenet', batchSize), recipe: mixed },
    { name: 'training lenet squared hinge', network: () => zooNetwork('lenet', batchSize), recipe: recipe({ loss: 'squared-hinge' }) },
  ]
}

/** A network of a file, as training and as gradients take it. */
export interface FileCase {
  readonly name: string
  readonly trained: Network
  readonly asItStands: Network
}

/** Networks as other frameworks write them, each with a batch of images beside it. */
export async function fileCases(): Promise<readonly FileCase[]> {
  const parity = join(cwd(), 'main', 'engine', 'parity')
  const files = ['exported', 'converted'].flatMap((folder) => readdirSync(join(parity, folder)).filter((name) => name.endsWith('.onnx')).map((name) => join(parity, folder, name)))
  return Promise.all(
    (isSmall ? files.slice(0, 1) : files).map(async (path) => {
      const batch = path.replace(/onnx$/, 'safetensors')
      const shape = existsSync(batch) ? (await readTensors(batch)).get('images')?.shape : undefined
      if (!shape) throw new Error(`${path} has no batch of images beside it`)
      const name = path.slice(parity.length + 1)
      const model = await readNetworkFile(path)
      const { network: asItStands, output } = networkFromModel(model, name, shape)
      return { name, asItStands, trained: trainableNetwork(model, name, shape, { classes: asItStands.logits.shape[1] ?? 10, weights: 'keep', output }) }
    }),
  )
}
