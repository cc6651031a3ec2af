// Tries a device: runs a tiny program on it, while the libraries that reach the device tell which one it is.
import { writeSync } from 'node:fs'
import { env } from 'onnxruntime-node'
import type { DeviceName } from '@contract/devices'
import { endOfProbe } from '@contract/engine-messages'
import { LabError } from '@contract/problem'
import { encodeModel } from '../onnx/encoding'
import { GraphBuilder } from '../onnx/graph-builder'
import { feed, Session } from './session'

const values = [1, 2, 3, 4]
const squared = [7, 10, 15, 22]

/**
 * Multiplies a 2x2 matrix by itself on a device. Whatever the libraries say goes to standard error, {@link endOfProbe} behind it.
 * @throws Error what ONNX Runtime says; LabError `device/wrong`
 */
export async function probeDevice(device: DeviceName): Promise<void> {
  speakUp()
  try {
    const g = new GraphBuilder('probe')
    const matrix = g.input('matrix', 'float32', [2, 2])
    const product = g.node('MatMul', [matrix, matrix])
    const session = await Session.open(encodeModel(g.build([product])), { device })
    const outputs = await session.run({ matrix: feed('float32', Float32Array.from(values), [2, 2]) }, [product.name])
    const result = outputs.floats(product.name)
    if (squared.some((value, index) => result[index] !== value)) {
      throw new LabError('device/wrong', `It computed ${result.join(', ')} where ${squared.join(', ')} is right.`, '')
    }
  } finally {
    writeSync(process.stderr.fd, `${endOfProbe}\n`)
  }
}

/** ONNX Runtime does not tell which GPU it takes: Vulkan's loader does under this variable, and on Windows ONNX Runtime itself at this level. */
function speakUp(): void {
  process.env.VK_LOADER_DEBUG = 'driver'
  if (process.platform === 'win32') env.logLevel = 'info'
}
