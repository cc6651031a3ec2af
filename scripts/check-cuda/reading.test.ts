// Reading what ONNX Runtime says and what the fakes log: words as they are.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readPlacements } from './placements.mjs'
import { readTraffic } from './traffic.mjs'

const said = `
CASE training lenet

2026-11-29 15:00:00.1 [V:onnxruntime:, session_state.cc:1256 VerifyEachNodeIsAssignedToAnEp] Node placements
2026-11-29 15:00:00.1 [V:onnxruntime:, session_state.cc:1259 VerifyEachNodeIsAssignedToAnEp]  All nodes placed on [CUDAExecutionProvider]. Number of nodes: 12
2026-11-29 15:00:00.1 [W:onnxruntime:, transformer_memcpy.cc:74 ApplyImpl] 2 Memcpy nodes are added to the graph step for CUDAExecutionProvider.
2026-11-29 15:00:00.1 [V:onnxruntime:, session_state.cc:1263 VerifyEachNodeIsAssignedToAnEp]  Node(s) placed on [CPUExecutionProvider]. Number of nodes: 1
2026-11-29 15:00:00.1 [V:onnxruntime:, session_state.cc:1265 VerifyEachNodeIsAssignedToAnEp]   ScatterElements (scatter)
2026-11-29 15:00:00.1 [V:onnxruntime:, session_state.cc:1263 VerifyEachNodeIsAssignedToAnEp]  Node(s) placed on [CUDAExecutionProvider]. Number of nodes: 5
2026-11-29 15:00:00.1 [V:onnxruntime:, session_state.cc:1265 VerifyEachNodeIsAssignedToAnEp]   Add (add)
2026-11-29 15:00:00.1 [W:onnxruntime:, somewhere.cc:1 Something] odd

CASE-END opened, 187000000 bytes more

CASE gradients lenet

CASE-END failed: no kernel
`

it('tells nodes on the provider, those elsewhere, copies, warnings and failures', () => {
  expect(readPlacements(said)).toEqual([
    { name: 'training lenet', nodes: 17, outside: ['ScatterElements (scatter)'], copies: 2, failure: null, grownBytes: 187_000_000, warnings: ['odd'] },
    { name: 'gradients lenet', nodes: 0, outside: [], copies: 0, failure: 'no kernel', grownBytes: 0, warnings: [] },
  ])
})

const steps = (count: number) => Array.from({ length: count }, () => ['kernel add 1,1,1', 'copy H D 8', 'copy D D 100', 'copy D H 1', 'wait stream'])
const run = (count: number) => [`mark run ${count}`, 'copy H D 1000', ...steps(count).flat(), 'copy D H 500 waits', 'mark end']

let folder = ''
afterEach(() => {
  if (folder !== '') rmSync(folder, { recursive: true })
  folder = ''
})

async function trafficOf(lines: readonly string[]) {
  folder = mkdtempSync(join(tmpdir(), 'traffic-'))
  const path = join(folder, 'log')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return readTraffic(path)
}

it('tells what a further step adds, and what a run adds whatever its steps', async () => {
  const [traffic] = await trafficOf(['mark case training lenet', 'allocation D 100 peak 700', 'copy H D 77', ...run(1), ...run(2), ...run(5)])
  expect(traffic).toEqual({
    name: 'training lenet',
    failure: null,
    step: { kernels: 1, waits: 1, ups: 1, upBytes: 8, backs: 1, backBytes: 1, innerBytes: 100 },
    run: { kernels: 0, waits: 1, ups: 1, upBytes: 1000, backs: 1, backBytes: 500, innerBytes: 0 },
    peakBytes: 700,
    faults: [],
  })
})

it('finds failures, wrong copies, impossible launches and sums in an order of chance', async () => {
  const sums = (blocks: number) => `kernel _ZN11onnxruntime4cuda6detail25reduce_matrix_rows_kernelIfffEEvPKT_PT0_ii 2,${blocks},1`
  const [first, second] = await trafficOf(['mark case one', 'mark run 1', sums(2), sums(3), 'copy D H 4 wrong', 'kernel add 0,1,1 impossible', 'mark end', 'mark case two', 'mark failed out of memory'])
  expect(first?.faults).toEqual([
    expect.stringContaining('3 blocks of threads add up in an order of chance'),
    'a copy in another direction than was said: copy D H 4 wrong',
    'an impossible launch: kernel add 0,1,1 impossible',
  ])
  expect(second?.failure).toBe('out of memory')
})
