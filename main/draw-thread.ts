// Entry of the threads in which the engine process draws what chance decides: training steps ahead, and large parameters.
import { workerData } from 'node:worker_threads'
import type { DrawThreadData } from './engine/training/drawing/draw-thread-data'
import { drawAhead } from './engine/training/drawing/draw-thread'
import { drawParameters, type ParameterThreadData } from './engine/training/drawing/parameter-thread'

const data = workerData as DrawThreadData | ParameterThreadData
if ('parameters' in data) drawParameters(data)
else drawAhead(data)
