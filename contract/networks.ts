// The networks of the lab, as every process names them.
import { z } from 'zod'

export const modelNames = ['lenet', 'lenet-relu', 'alexnet'] as const
export const modelNameSchema = z.enum(modelNames)
export type ModelName = z.infer<typeof modelNameSchema>

export const initializerNames = ['xavier-uniform', 'pytorch-default'] as const
export const initializerNameSchema = z.enum(initializerNames)
export type InitializerName = z.infer<typeof initializerNameSchema>

export interface ModelInfo {
  readonly name: ModelName
  /** As a title, e.g. `LeNet-5`. */
  readonly title: string
  /** One sentence for the chooser. */
  readonly description: string
  /** Edge of the square input image in pixels that the book uses. */
  readonly inputSize: number
  /** Whether the network has dropout layers, so that a dropout rate means something. */
  readonly hasDropout: boolean
}

/** Every network of the zoo, in the order in which choosers list them. */
export const models: readonly ModelInfo[] = [
  {
    name: 'lenet',
    title: 'LeNet',
    description: 'LeNet-5 as the book has it: sigmoid activations and average pooling.',
    inputSize: 28,
    hasDropout: false,
  },
  {
    name: 'lenet-relu',
    title: 'LeNet, modernised',
    description: 'LeNet-5 with ReLU and max-pooling in place of sigmoid and average pooling.',
    inputSize: 28,
    hasDropout: false,
  },
  {
    name: 'alexnet',
    title: 'AlexNet',
    description: "AlexNet as the book's PyTorch tab has it: five convolutions, three fully connected layers, dropout.",
    inputSize: 224,
    hasDropout: true,
  },
]

/** The facts of one network by name. */
export function modelInfo(name: ModelName): ModelInfo {
  const info = models.find((model) => model.name === name)
  if (!info) throw new Error(`no model info for ${name}`)
  return info
}
