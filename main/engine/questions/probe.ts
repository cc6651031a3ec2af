// Tries a device: runs a tiny program on it, while the libraries that reach the device tell which one it is.
import { writeSync } from 'node:fs'
import { env } from 'onnxruntime-node'
import { phrase } from '@language/phrase'
import { endOfProbe } from '@contract/engine/questions/probe'
import { LabError } from '@contract/problem'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { feed, Session } from '../runtime/session'
import type { Work } from './work'

const matrix = Float32Array.of(1, 2, 3, 4)
const squared = [7, 10, 15, 22]
const image = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
const convolved = [37, 47, 67, 77]
/** Largest deviation from the right whole numbers: some convolution algorithms round. */
const tolerance = 0.01

/**
 * Multiplies a 2x2 matrix by itself on a device, and convolves an image with it. On CUDA the convolution needs a library of its own (cuDNN),
 * which may be installed in part. The libraries' own messages go to standard error, and {@link endOfProbe} follows them.
 * @throws Error what ONNX Runtime says; LabError `device/wrong`
 */
export const probe: Work<'probe'> = async ({ device }) => {
  speakUp()
  try {
    const g = new GraphBuilder('probe')
    const factor = g.input('matrix', 'float32', [2, 2])
    const product = g.node('MatMul', [factor, factor])
    const convolution = g.node('Conv', [g.input('image', 'float32', [1, 1, 3, 3]), g.input('kernel', 'float32', [1, 1, 2, 2])])
    const session = await Session.open(encodeModel(g.build([product, convolution])), { device })
    const inputs = { matrix: feed('float32', matrix, [2, 2]), image: feed('float32', image, [1, 1, 3, 3]), kernel: feed('float32', matrix, [1, 1, 2, 2]) }
    const outputs = await session.run(inputs, [product.name, convolution.name])
    check(outputs.floats(product.name), squared)
    check(outputs.floats(convolution.name), convolved)
    return 'works'
  } finally {
    writeSync(process.stderr.fd, `${endOfProbe}\n`)
  }
}

/** @throws LabError `device/wrong` */
function check(result: Float32Array, right: readonly number[]): void {
  if (right.every((value, index) => Math.abs((result[index] ?? NaN) - value) < tolerance)) return
  throw new LabError('device/wrong', phrase('It computed {result} where {right} is right.', { result: result.join(', '), right: right.join(', ') }), '')
}

/** Makes the libraries name the GPU, which ONNX Runtime does not by default: Vulkan's loader by this variable, ONNX Runtime on Windows by this log level. */
function speakUp(): void {
  process.env.VK_LOADER_DEBUG = 'driver'
  if (process.platform === 'win32') env.logLevel = 'info'
}
