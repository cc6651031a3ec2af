// The training program's shape: what a step of AlexNet consists of, pinned so that changes to it are deliberate.
import { fromBinary } from '@bufbuild/protobuf'
import { expect, it } from 'vitest'
import { buildNetwork } from '../networks/zoo'
import { ModelProtoSchema } from '../onnx/generated/onnx_pb'
import { compileTraining } from './training-program'

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
  expect(stepOperators(compileTraining(network, format).model)).toEqual({
    ArgMax: 1, Cast: 7, Concat: 4, Conv: 10, Equal: 2, Exp: 1, Expand: 3, Flatten: 1, Gather: 7, Gemm: 61, Greater: 1, Identity: 2,
    LogSoftmax: 1, MaxPool: 3, Mul: 34, Neg: 4, Pad: 4, ReduceSum: 11, Relu: 7, Reshape: 124, Resize: 1, ScatterElements: 3, Sign: 7,
    Slice: 57, Sub: 14, Transpose: 15,
  })
})

it('takes a step of LeNet in these operators', () => {
  const network = buildNetwork('lenet', [2, 1, 28, 28], { classes: 10, dropout: 0 })
  expect(stepOperators(compileTraining(network, format).model)).toEqual({
    ArgMax: 1, AveragePool: 2, Cast: 5, Concat: 2, Conv: 3, Equal: 2, Exp: 1, Flatten: 1, Gather: 5, Gemm: 59, Greater: 1, Identity: 2,
    LogSoftmax: 1, Mul: 27, Neg: 4, Pad: 1, ReduceSum: 8, Reshape: 111, Sigmoid: 4, Slice: 51, Sub: 12, Transpose: 5,
  })
})
