// What the import refuses before it costs time or memory, and what ONNX Runtime would refuse of the engine's programs: by name, in a sentence.
import { describe, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { FoldingBudget } from './folding/folding-budget'
import { constant, float, floatTensor, imported, int, ints, intTensor, node, text, type Node, type StoredCase } from './testing/stored-case'

const refusalOf = (testCase: StoredCase): string => {
  try {
    imported(testCase)
    return 'taken'
  } catch (error) {
    return error instanceof LabError ? error.message : `unforeseen: ${String(error)}`
  }
}

describe('constants that nodes make', () => {
  const made = (...nodes: readonly Node[]): StoredCase => ({ x: [2, 3], nodes: [...nodes, node('Relu', ['x'], ['y'])] })

  it('are refused where they are too large, with their sizes', () => {
    const filled = made(constant('shape', intTensor('', [8192, 16384])), node('ConstantOfShape', ['shape'], ['f']))
    expect(refusalOf(filled)).toMatch(/node ConstantOfShape-f \(ConstantOfShape\) makes a constant of 537 MB; all that nodes make together may take 268 MB/)
    const scalar = (name: string, value: number): Node => constant(name, { ...intTensor('', [value]), dims: [] })
    const range = (limit: number, delta: number): StoredCase => made(scalar('from', 0), scalar('to', limit), scalar('by', delta), node('Range', ['from', 'to', 'by'], ['r']))
    expect(refusalOf(range(100_000_000, 1))).toContain('makes a constant of 800 MB')
    expect(refusalOf(range(100, 0))).toContain('node Range-r (Range): it makes a range without an end')
    expect(refusalOf(range(100, 1))).toBe('taken')
  })

  it('have one budget in a file, as has the work of computing them', () => {
    const budget = new FoldingBudget()
    for (let count = 0; count < 20; count++) budget.takeBytes(10_000_000, 'a')
    expect(() => { for (let count = 0; count < 20; count++) budget.takeBytes(10_000_000, 'the node') }).toThrow('the node makes a constant of 10.0 MB')
    for (let count = 0; count < 100; count++) budget.takeElements(65_536, 'a')
    expect(() => { for (let count = 0; count < 100; count++) budget.takeElements(65_536, 'the node') }).toThrow('the node is one of so many nodes on constants')
  })
})

describe('attributes', () => {
  const softmax = (...attributes: Parameters<typeof node>[3][]): StoredCase => ({ x: [2, 3], nodes: [node('Softmax', ['x'], ['y'], ...attributes)] })
  it('are those of the operator, of the types that they have', () => {
    expect(refusalOf(softmax(int('axis', 1)))).toBe('taken')
    expect(refusalOf(softmax(int('heads', 1)))).toContain('node Softmax-y (Softmax) has an attribute heads, which its operator does not have')
    expect(refusalOf(softmax(text('__proto__', 'x')))).toContain('has an attribute __proto__, which its operator does not have')
    expect(refusalOf(softmax(float('axis', 1)))).toContain('node Softmax-y (Softmax) has an attribute axis of the type float instead of int')
    expect(refusalOf({ x: [2, 3], nodes: [node('Relu', ['x'], ['y'], int('axis', 1))] })).toContain('has an attribute axis')
    expect(refusalOf({ x: [2, 3], nodes: [node('ReduceMean', ['x'], ['y'], ints('axes', 1), int('keepdims', 7))] })).toContain('has an attribute keepdims of 7')
  })

  it('that came later than the set which the engine writes, and say nothing, are left out', () => {
    const pool = node('AveragePool', ['x'], ['y'], ints('kernel_shape', 2, 2), ints('dilations', 1, 1))
    expect(imported({ opset: 19, x: [1, 1, 4, 4], nodes: [pool] }).graph.nodes[0]?.attributes).not.toHaveProperty('dilations')
  })
})

describe('names', () => {
  const sum = node('Add', ['x', 'c'], ['y'])
  it.each<[string, Partial<StoredCase>]>([
    ['of a value that two nodes compute', { nodes: [node('Relu', ['x'], ['a']), node('Neg', ['x'], ['a']), node('Add', ['a', 'c'], ['y'])] }],
    ['of a tensor that a node computes', { nodes: [node('Relu', ['x'], ['c']), sum] }],
    ['of the input that a node computes', { nodes: [node('Relu', ['c'], ['x']), sum] }],
    ['of two outputs of one node', { nodes: [node('Split', ['x'], ['a', 'a'], int('axis', 1), int('num_outputs', 2)), sum], opset: 18 }],
  ])('%s stand for two things', (_, changed) => {
    expect(refusalOf({ x: [2, 4], tensors: [floatTensor('c', [4])], nodes: [sum], ...changed })).toMatch(/computes [acx], but the file has another value of this name/)
  })
})

describe('what damaged files have shown', () => {
  const one = (made: Node, ...before: readonly Node[]): StoredCase => ({ x: [2, 4], nodes: [...before, made] })
  it.each([
    ['an index beyond its axis', one(node('Gather', ['x', 'i'], ['y'], int('axis', 1)), constant('i', { ...intTensor('', [0]), int64Data: [9223372036854775807n] })), 'there is no place 9223372036854775807 among 4'],
    ['a number of largest elements that is no list', one(node('TopK', ['x', 'k'], ['y', 'places']), constant('k', intTensor('', [1, 1]))), 'its input 1 tells how many by one number in a list'],
    ['a shape that is not of whole numbers', one(node('Reshape', ['x', 's'], ['y']), constant('s', floatTensor('', [2], () => NaN))), 'node Reshape-y (Reshape)'],
    ['an approximation that there is not', one(node('Gelu', ['x'], ['y'], text('approximate', 'NOTSET'))), 'there is no approximation NOTSET'],
    ['blocks that do not divide the channels', { x: [1, 3, 4, 4], nodes: [node('DepthToSpace', ['x'], ['y'], int('blocksize', 2))] }, '0.75 is no whole number'],
    ['blocks of no size', { x: [1, 3, 4, 4], nodes: [node('DepthToSpace', ['x'], ['y'], int('blocksize', 0))] }, 'its sizes do not divide one another'],
  ] as const)('%s is refused in a sentence', (_, testCase, words) => {
    expect(refusalOf(testCase)).toContain(words)
    expect(refusalOf(testCase)).not.toContain('unforeseen')
  })

  it('an optional input that is named by nothing at the end counts as left out', () => {
    expect(imported({ x: [1, 2, 4, 4], nodes: [constant('w', floatTensor('', [3, 2, 3, 3])), node('Conv', ['x', 'w', '', ''], ['y'], ints('kernel_shape', 3, 3))] }).graph.nodes[0]?.inputs).toHaveLength(2)
  })
})
