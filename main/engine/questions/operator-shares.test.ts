// Shares of operators in profiles as ONNX Runtime writes them: which events count.
import { expect, it } from 'vitest'
import { operatorShares } from './operator-shares'

const event = (cat: string, name: string, ts: number, dur: number, args: object = {}) => ({ cat, pid: 18763, tid: 18763, dur, ts, ph: 'X', name, args })

const kernel = (operator: string, ts: number, dur: number) =>
  event('Node', `${operator}_1_kernel_time`, ts, dur, { op_name: operator, provider: 'CPUExecutionProvider', node_index: '14' })

/** Two runs of a Loop, in the profiler's order: the event that ends first comes first. */
const profile = [
  event('Session', 'model_loading_array', 3, 16454),
  event('Session', 'session_initialization', 16534, 68508),
  kernel('Conv', 94367, 9000),
  kernel('Loop', 94310, 46300),
  event('Session', 'SequentialExecutor::Execute', 94306, 46313),
  event('Session', 'model_run', 94278, 46438),
  kernel('Conv', 141610, 500),
  kernel('Gemm', 142200, 300),
  event('Node', 'Gemm_1_fence_before', 142190, 5000, { op_name: 'Gemm' }),
  event('Session', 'SequentialExecutor::Execute', 141608, 1500),
  kernel('Conv', 143600, 200),
  kernel('Loop', 141530, 53000),
  event('Session', 'SequentialExecutor::Execute', 141521, 82906),
  event('Session', 'model_run', 141503, 82932),
]

/** Four runs of the update after a batch in parts; the profile above holds the passes of these parts. */
const update = [10, 20, 30, 40].flatMap((ts) => [kernel('Mul', ts + 1, ts < 30 ? 7 : 500), event('Session', 'model_run', ts, 9)])

it('are shares of the time that the operators of the later half of the runs took, without what contains them', () => {
  expect(operatorShares([JSON.stringify(profile)])).toEqual([
    { operator: 'Conv', share: 0.7 },
    { operator: 'Gemm', share: 0.3 },
  ])
})

it('are shares of all programs that make up a step', () => {
  expect(operatorShares([JSON.stringify(profile), JSON.stringify(update)])).toEqual([
    { operator: 'Mul', share: 0.5 },
    { operator: 'Conv', share: 0.35 },
    { operator: 'Gemm', share: 0.15 },
  ])
})

it('are refused of a file that is no profile', () => {
  expect(() => operatorShares(['{"traceEvents": []}'])).toThrow()
  expect(() => operatorShares([JSON.stringify([{ name: 'model_run' }])])).toThrow()
})
