// A decoding thread: takes batches of images, and answers what has become of each, until it is ended.
import { toProblem, type Problem } from '@contract/problem'
import { setImmediate as turn } from 'node:timers/promises'
import type { MessagePort } from 'node:worker_threads'
import { decodeBatch, type DecodedBatch, type DecodeJob, type DecodeTask } from './decode-work'

/** What the thread answers to a batch: what has become of it, or what ends the import. */
export type DecodeAnswer = { readonly batch: DecodedBatch } | { readonly problem: Problem }

export function serveDecoding(job: DecodeJob, port: MessagePort): void {
  // One after another: a thread decodes one image at a time, whatever lies ready for it.
  let before: Promise<void> = Promise.resolve()
  port.on('message', (tasks: readonly DecodeTask[]) => {
    before = before.then(async () => {
      port.postMessage(await answered(job, tasks))
      await turn() // in which the memory of decoded images is given back: without it a thread holds on to thousands
    })
  })
}

async function answered(job: DecodeJob, tasks: readonly DecodeTask[]): Promise<DecodeAnswer> {
  try {
    return { batch: await decodeBatch(job, tasks) }
  } catch (error) {
    return { problem: toProblem(error) }
  }
}
