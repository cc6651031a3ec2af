// Gives the memory of large arrays back at once, rather than when the garbage collector comes by.
import { MessageChannel } from 'node:worker_threads'

const { port1: nowhere, port2 } = new MessageChannel()
port2.close()

/**
 * Frees the memory behind an array, which is empty afterwards. The collector does not see how large such memory is and may let several
 * copies of a network's parameters wait. A message to a port that is closed is thrown away, and what was transferred with it.
 */
export function releaseArray({ buffer }: Float32Array): void {
  if (buffer instanceof ArrayBuffer) nowhere.postMessage(null, [buffer])
}
