// The groups of an import: every node and tensor stands in one, the refused ones first and open.
import type { ImportReport, NodeFinding } from '@contract/models/network-file'
import { expect, it } from 'vitest'
import { importGroups, importSummary } from './import-groups'

const node = (name: string, outcome: NodeFinding['outcome'], rest: Partial<NodeFinding> = {}): NodeFinding => ({ node: name, operator: 'Op', outcome, layer: null, why: '', ...rest })

const taken: ImportReport = {
  network: { name: 'net.onnx', sha256: 'a'.repeat(64), channels: 1, height: 28, width: 28, classes: 10, outputs: ['logits'], output: 'logits', notes: [] },
  problem: null,
  nodes: [
    node('/conv', 'layer', { layer: 'conv2d' }),
    node('/shape', 'left-out', { why: 'its result is known beforehand or is not needed' }),
    node('/add', 'operator', { operator: 'Add' }),
    node('/fc', 'layer', { layer: 'linear' }),
  ],
  trained: [{ tensor: 'conv.weight', shape: [6, 1, 5, 5] }, { tensor: 'fc.weight', shape: [10, 84] }],
  fixed: ['mean'],
}

it('every node and tensor stands in one group, by what it is', () => {
  expect(importGroups(taken).map(({ title, rows }) => [title, rows.map(({ name, kind, why }) => `${name}: ${kind} ${why}`.trim())])).toEqual([
    ['Recognised layers', ['/conv: Convolution', '/fc: Fully connected']],
    ['Other operators', ['/add: Add']],
    ['Left out', ['/shape: Op Its result is known beforehand or is not needed.']],
    ['Trained', ['conv.weight: 6×1×5×5', 'fc.weight: 10×84']],
    ['Kept as they are', ['mean: constant']],
  ])
  expect(importSummary(taken)).toBe('2 layers recognised, 990 numbers to train.')
})

it('what is refused comes first, and is shown at once', () => {
  const refused = { ...taken, network: null, trained: [], fixed: [], nodes: [node('/fc', 'layer', { layer: 'linear' }), node('/odd', 'refused', { why: 'is an operator that the lab does not know' })] }
  const [first, ...others] = importGroups(refused)
  expect(first).toMatchObject({ title: 'Refused', isOpen: true, rows: [{ name: '/odd', why: 'Is an operator that the lab does not know.' }] })
  expect(others.every(({ isOpen }) => !isOpen)).toBe(true)
  expect(importSummary(refused)).toBe('1 node refused.')
})
