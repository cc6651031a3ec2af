// Writing and reading ONNX files: what is no model, what the engine cannot take, and what is cut off.
import { create, toBinary } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { decodeModel } from './decoding'
import { encodeModel } from './encoding'
import { GraphProtoSchema, ModelProtoSchema, NodeProtoSchema } from './generated/onnx_pb'
import { GraphBuilder } from './graph-builder'
import { add } from './operations'
import { elementTypes, float32, int64 } from './tensor'

function model(): Uint8Array {
  const g = new GraphBuilder('sum')
  return encodeModel(g.build([add(g, g.input('x', 'float32', [-1, 3]), g.constant(float32([1, 2, 3])))]), { classes: 'a,b' })
}

const problemOf = (work: () => unknown): string => {
  try {
    work()
    return 'none'
  } catch (error) {
    return error instanceof LabError ? error.code : `unforeseen: ${String(error)}`
  }
}

describe('decodeModel', () => {
  it('reads what was written', () => {
    const { graph, metadata } = decodeModel(model())
    expect(metadata).toEqual({ classes: 'a,b' })
    expect(graph.inputs).toEqual([{ name: 'x', type: 'float32', shape: [-1, 3] }])
    expect(graph.outputs[0]?.shape).toEqual([-1, 3])
    expect([...graph.initializers.values()]).toEqual([float32([1, 2, 3])])
  })

  it('never fails otherwise than with a problem for the user', () => {
    const bytes = model()
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (place, value) => {
        const damaged = bytes.with(place, value)
        expect(problemOf(() => decodeModel(damaged))).not.toMatch(/^unforeseen/)
        expect(problemOf(() => decodeModel(bytes.subarray(0, place)))).not.toMatch(/^unforeseen/)
      }),
      { numRuns: 300 },
    )
  })

  it('names the node whose operator it does not know', () => {
    const node = create(NodeProtoSchema, { name: 'speech', opType: 'Whisper', input: [], output: ['y'] })
    const bytes = toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph: create(GraphProtoSchema, { node: [node] }) }))
    expect(() => decodeModel(bytes)).toThrow('node speech (Whisper)')
  })

  it('refuses a file without a graph', () => {
    expect(problemOf(() => decodeModel(new Uint8Array()))).toBe('onnx/unreadable')
  })
})

describe('encodeModel', () => {
  it('keeps constants of all element types', () => {
    for (const type of elementTypes) {
      const data = type === 'int64' ? int64([1, 0]).data : new { float32: Float32Array, float64: Float64Array, uint8: Uint8Array, int8: Int8Array, int32: Int32Array, bool: Uint8Array }[type]([1, 0])
      const g = new GraphBuilder('constant')
      const bytes = encodeModel(g.build([g.node('Identity', [g.constant({ type, shape: [2], data })])]))
      expect([...decodeModel(bytes).graph.initializers.values()]).toEqual([{ type, shape: [2], data }])
    }
  })

  it('leaves out what no output needs', () => {
    const g = new GraphBuilder('dead')
    const x = g.input('x', 'float32', [2])
    add(g, x, g.constant(float32(new Float32Array(2000), [2000, 1])))
    const graph = g.build([add(g, x, x)])
    expect(graph.nodes).toHaveLength(1)
    expect(graph.initializers.size).toBe(0)
  })
})
