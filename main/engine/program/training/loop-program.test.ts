// The training program's shape: what a step of AlexNet consists of, pinned so that changes to it are deliberate.
import { fromBinary } from '@bufbuild/protobuf'
import { expect, it } from 'vitest'
import { defaultOptimizer, optimizers } from '@contract/training/optimizer'
import { buildNetwork } from '../../../networks/zoo/zoo'
import { ModelProtoSchema } from '../../../onnx/generated/onnx_pb'
import { compileLoop } from './loop-program'
import { plainRecipe as fastRecipe } from './training-recipe'

const plainRecipe = { ...fastRecipe, convolution: 'direct' } as const

/** Number of nodes by operator in the body of a training program's loop. */
function stepOperators(model: Uint8Array): Record<string, number> {
  const loop = fromBinary(ModelProtoSchema, model).graph?.node.find(({ opType }) => opType === 'Loop')
  const counts: Record<string, number> = {}
  for (const { opType } of loop?.attribute.find(({ name }) => name === 'body')?.g?.node ?? []) counts[opType] = (counts[opType] ?? 0) + 1
  return counts
}

const format = { count: 4, channels: 1, height: 28, width: 28 }

it('takes a step of AlexNet in these operators', () => {
  const network = buildNetwork('alexnet', [2, 1, 224, 224], { classes: 10, dropout: 0.5 })
  expect(stepOperators(compileLoop(network, format, plainRecipe).model)).toEqual({
    Add: 13, ArgMax: 1, Cast: 7, Concat: 4, Conv: 10, Equal: 2, Exp: 1, Expand: 3, Flatten: 1, Gather: 9, Gemm: 9, Greater: 1, Identity: 2,
    LogSoftmax: 1, MatMul: 4, MaxPool: 3, Mul: 34, Neg: 1, Pad: 4, ReduceSum: 15, Relu: 7, Reshape: 30, Resize: 1, ScatterElements: 3, Sign: 7,
    Slice: 57, Sub: 1, Transpose: 15,
  })
})

it('takes a step of LeNet in these operators', () => {
  const network = buildNetwork('lenet', [2, 1, 28, 28], { classes: 10, dropout: 0 })
  expect(stepOperators(compileLoop(network, format, plainRecipe).model)).toEqual({
    Add: 7, ArgMax: 1, AveragePool: 2, Cast: 5, Concat: 2, Conv: 3, Equal: 2, Exp: 1, Flatten: 1, Gather: 5, Gemm: 11, Greater: 1, Identity: 2,
    LogSoftmax: 1, MatMul: 2, Mul: 25, Neg: 1, Pad: 1, ReduceSum: 10, Reshape: 15, Sigmoid: 4, Slice: 51, Sub: 5, Transpose: 5,
  })
})

it.each([
  ['sgd', 0],
  // The small last layer's is computed for the norm, which is cheaper there than the way around it.
  ['sgd with weight decay and clipping', 1],
  ['momentum', 0],
  ['nesterov', 0],
  ['adamw', 3],
])('stores the gradient of no fully connected layer that it need not: %s', (name, stored) => {
  const network = buildNetwork('alexnet', [32, 1, 224, 224], { classes: 10, dropout: 0.5 })
  const [optimizer = 'sgd'] = optimizers.filter((known) => name.startsWith(known.name)).map((known) => known.name)
  const plain = defaultOptimizer(optimizer, 0.1)
  const settings = name.endsWith('clipping') ? { ...plain, weightDecay: 0.1, clipNorm: 1 } : plain
  const { model } = compileLoop(network, format, { ...plainRecipe, optimizer: settings })
  const body = fromBinary(ModelProtoSchema, model).graph?.node.find(({ opType }) => opType === 'Loop')?.attribute.find((attribute) => attribute.name === 'body')?.g
  const updated = new Set(body?.output.map((output) => output.name))
  // The three layers' gradients are products with the first operand transposed; folded into an update, they have a third operand.
  const products = body?.node.filter((node) => node.opType === 'Gemm' && node.attribute.some((attribute) => attribute.name === 'transA' && attribute.i === 1n)) ?? []
  expect(products.length).toBeGreaterThanOrEqual(3)
  const bare = products.filter((node) => node.input.length === 2 && !node.output.some((output) => updated.has(output)))
  const large = bare.filter((node) => !node.input.every((input) => input === node.input[0]))
  expect(large).toHaveLength(stored)
})
