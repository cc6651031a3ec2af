// Frees the memory of large arrays at once, without waiting for the garbage collector.
import { MessageChannel } from 'node:worker_threads'

const { port1: nowhere, port2 } = new MessageChannel()
port2.close()

/**
 * Frees the memory behind an array, which is empty afterwards. The garbage collector does not see the size of such memory and may leave
 * several copies of a network's parameters unfreed. The memory is transferred with a message to a closed port, which discards both.
 */
export function releaseArray({ buffer }: Float32Array): void {
  if (buffer instanceof ArrayBuffer) nowhere.postMessage(null, [buffer])
}
