// Entry of a thread in which the engine process decodes images of an import.
import { parentPort, workerData } from 'node:worker_threads'
import { serveDecoding } from './data/importing/decode-thread'
import type { DecodeJob } from './data/importing/decode-work'

if (parentPort) serveDecoding(workerData as DecodeJob, parentPort)
