// Entry of the store's thread.
import { parentPort, workerData } from 'node:worker_threads'
import type { StoreThreadData } from './lab/store/store-messages'
import { serveStore } from './lab/store/store-thread'
import { openInheritedLog } from './log/log'

if (!parentPort) throw new Error('This program is a thread of the lab.')
openInheritedLog('store')
serveStore(parentPort, workerData as StoreThreadData)
