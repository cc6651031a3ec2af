// Finds out how many channels ONNX Runtime's convolutions in blocks of channels take at once on this processor.
import { encodeModel } from '../../onnx/encoding'
import { toBlocks } from '../../onnx/blocked-layout'
import { GraphBuilder } from '../../onnx/graph-builder'
import { DYNAMIC } from '../../onnx/tensor'
import { feed, Session } from '../runtime/session'

let asked: Promise<number | null> | null = null

/** Channels in a block: 16 with AVX-512 and on ARM, 8 with AVX; null: the processor has no such convolutions. Asked of ONNX Runtime once in a process. */
export const channelBlock = (): Promise<number | null> => (asked ??= measuredBlock())

/** Four channels are filled up to a block. */
async function measuredBlock(): Promise<number | null> {
  const channels = 4
  const g = new GraphBuilder('block')
  const filled = toBlocks(g, g.input('x', 'float32', [1, channels, 1, 1]), channels)
  const session = await Session.open(encodeModel(g.build([{ ...filled, shape: [1, DYNAMIC, 1, 1] }])), { threads: 1 })
  try {
    const outputs = await session.run({ x: feed('float32', new Float32Array(channels), [1, channels, 1, 1]) }, [filled.name])
    const block = outputs.floats(filled.name).length
    return block > channels ? block : null
  } finally {
    await session.close()
  }
}
