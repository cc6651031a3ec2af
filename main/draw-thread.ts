// Entry of the thread in which the engine process draws ahead what chance decides of training steps.
import { workerData } from 'node:worker_threads'
import type { DrawThreadData } from './engine/training/drawing/draw-thread-data'
import { drawAhead } from './engine/training/drawing/draw-thread'

drawAhead(workerData as DrawThreadData)
