// Reading ONNX files: what is no model, what is cut off, damaged or out of bounds, and tensors in files of their own.
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { encodeModel } from '../encoding'
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataLocation,
  TensorProto_DataType,
  type GraphProto,
  type TensorProtoSchema,
} from '../generated/onnx_pb'
import { GraphBuilder } from '../graph-builder'
import { importGraph } from '../importing/import-graph'
import { add } from '../operations'
import { tensorTypes, float32, int64 } from '../tensor'
import { externalDataBeside } from './external-data'
import { readModel } from './read-model'

function model(): Uint8Array {
  const g = new GraphBuilder('sum')
  return encodeModel(g.build([add(g, g.input('x', 'float32', [-1, 3]), g.constant(float32([1, 2, 3])))]), { classes: 'a,b' })
}

const bytesOf = (graph: MessageInitShape<typeof GraphProtoSchema>): Uint8Array =>
  toBinary(ModelProtoSchema, create(ModelProtoSchema, { opsetImport: [{ domain: '', version: 18n }], graph }))

const withTensor = (tensor: MessageInitShape<typeof TensorProtoSchema>): Uint8Array =>
  bytesOf({ initializer: [{ name: 'w', dataType: TensorProto_DataType.FLOAT, ...tensor }] })

const problemOf = (work: () => unknown): string => {
  try {
    work()
    return 'none'
  } catch (error) {
    return error instanceof LabError ? error.code : `unforeseen: ${String(error)}`
  }
}

/** An unsigned integer as protobuf writes it. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

describe('readModel', () => {
  it('reads what was written', () => {
    const { graph, metadata, opset } = readModel(model())
    expect(metadata).toEqual({ classes: 'a,b' })
    expect(opset).toBe(18)
    expect(graph.inputs).toEqual([{ name: 'x', type: 'float32', shape: [-1, 3] }])
    expect([...graph.initializers.values()]).toEqual([float32([1, 2, 3])])
    expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Add'])
  })

  it('keeps constants of all element types', () => {
    for (const type of tensorTypes) {
      const data = type === 'int64' ? int64([1, 0]).data : new { float32: Float32Array, float64: Float64Array, uint8: Uint8Array, int8: Int8Array, int32: Int32Array, bool: Uint8Array }[type]([1, 0])
      const g = new GraphBuilder('constant')
      const bytes = encodeModel(g.build([g.node('Identity', [g.constant({ type, shape: [2], data })])]))
      expect([...readModel(bytes).graph.initializers.values()]).toEqual([{ type, shape: [2], data }])
    }
  })

  it('never fails otherwise than with a problem for the user, however a file is damaged or cut off', () => {
    const bytes = model()
    const read = (damaged: Uint8Array) => () => importGraph(readModel(damaged))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), fc.nat(bytes.length), (changes, end) => {
        const damaged = changes.reduce((sum, [place, value]) => sum.with(place, value), bytes)
        expect(problemOf(read(damaged))).not.toMatch(/^unforeseen/)
        expect(problemOf(read(damaged.subarray(0, end)))).not.toMatch(/^unforeseen/)
      }),
      { numRuns: 2000 },
    )
  })

  it('sorts nodes that stand before those whose outputs they read, and refuses those that read each other', () => {
    const nodesOf = (...nodes: readonly (readonly [name: string, ...inputs: string[]])[]) => readModel(bytesOf({ node: nodes.map(([name, ...input]) => ({ name, opType: 'Sum', input, output: [name] })) })).graph.nodes.map(({ name }) => name)
    expect(nodesOf(['a', 'x'], ['b', 'x'], ['c', 'a', 'b'])).toEqual(['a', 'b', 'c'])
    expect(nodesOf(['d', 'c', 'a'], ['c', 'b'], ['b', 'a'], ['a', 'x'])).toEqual(['a', 'b', 'c', 'd'])
    expect(() => nodesOf(['a', 'x', 'c'], ['b', 'a'], ['c', 'b'])).toThrow('node a (Sum), node c (Sum) and node b (Sum) read each other in a circle')
    expect(() => nodesOf(['a', 'a'])).toThrow('node a (Sum) reads its own output')
    const many = Array.from({ length: 20_000 }, (_, index): [string, string] => [`n${index}`, `n${index + 1}`])
    expect(nodesOf(...many).at(-1)).toBe('n0')
  })

  it('takes numbers of 16 bits for float32, in any form, and says so', () => {
    const shape = [6n]
    // 1.5, -2, 65504 (the largest), 2^-24 (the smallest), infinity, minus infinity
    const [half, brain] = [[0x3e00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0xfc00], [0x3fc0, 0xc000, 0x477f, 0x3380, 0x7f80, 0xff80]]
    const values = [1.5, -2, 65504, 2 ** -24, Infinity, -Infinity]
    const raw = (bits: readonly number[]) => ({ rawData: new Uint8Array(Uint16Array.from(bits).buffer) })
    for (const stored of [raw(half), { int32Data: half }]) {
      const { graph, otherFloats } = readModel(withTensor({ dims: shape, dataType: TensorProto_DataType.FLOAT16, ...stored }))
      expect(graph.initializers.get('w')).toEqual(float32(values))
      expect(otherFloats).toEqual(['float16'])
    }
    const { graph } = readModel(withTensor({ dims: shape, dataType: TensorProto_DataType.BFLOAT16, ...raw(brain) }))
    expect(graph.initializers.get('w')).toEqual(float32([1.5, -2, 65280, 2 ** -24, Infinity, -Infinity]))
    expect(problemOf(() => readModel(withTensor({ dims: [5n], dataType: TensorProto_DataType.FLOAT16, ...raw(half) })))).toBe('onnx/unreadable')
  })

  it('refuses a file without a graph', () => {
    expect(problemOf(() => readModel(new Uint8Array()))).toBe('onnx/unreadable')
  })

  it('refuses a tensor whose shape and data do not agree, before anything is allocated', () => {
    const rawData = new Uint8Array(12)
    expect(problemOf(() => readModel(withTensor({ dims: [3n], rawData })))).toBe('none')
    for (const dims of [[4n], [2n], [-3n], [1n << 40n], [1n << 62n, 4n], [3n, 0n], new Array<bigint>(17).fill(1n)]) {
      expect(problemOf(() => readModel(withTensor({ dims, rawData }))), dims.join()).toBe('onnx/unreadable')
    }
    expect(problemOf(() => readModel(withTensor({ dims: [3n], floatData: [1, 2] })))).toBe('onnx/unreadable')
  })

  it('refuses graphs within graphs without end', () => {
    const nested = (depth: number): GraphProto => {
      const attribute = depth > 0 ? [create(AttributeProtoSchema, { name: 'body', type: AttributeProto_AttributeType.GRAPH, g: nested(depth - 1) })] : []
      return create(GraphProtoSchema, { node: [create(NodeProtoSchema, { opType: 'Loop', attribute })] })
    }
    expect(problemOf(() => readModel(bytesOf(nested(3))))).toBe('none')
    expect(problemOf(() => readModel(bytesOf(nested(60))))).toBe('onnx/unreadable')
  })

  it('refuses a file that would take many times its size in memory, before it is decoded', () => {
    const numbers = 40_000_000
    // Field 7 of a tensor, a packed list of integers of one byte each: every one becomes a bigint.
    const list = Buffer.concat([Buffer.of(0x3a, ...varint(numbers)), new Uint8Array(numbers)])
    const tensor = Buffer.concat([Buffer.of(0x10, TensorProto_DataType.INT64), list])
    const graph = Buffer.concat([Buffer.of(0x2a, ...varint(tensor.length)), tensor])
    const file = Buffer.concat([Buffer.of(0x3a, ...varint(graph.length)), graph])
    expect(() => readModel(file)).toThrow(/its 40\.0 MB would take about 1\.28 GB of memory/)
  })

  it('refuses two tensors of one name, and two attributes of one name', () => {
    const twice = { name: 'twice', dims: [1n], dataType: TensorProto_DataType.FLOAT, floatData: [1] }
    expect(() => readModel(bytesOf({ initializer: [twice, twice] }))).toThrow('it stores two tensors called twice')
    const attribute = { name: 'axis', type: AttributeProto_AttributeType.INT, i: 1n }
    expect(() => readModel(bytesOf({ node: [{ name: 'soft', opType: 'Softmax', attribute: [attribute, attribute] }] }))).toThrow('node soft (Softmax) has two attributes called axis')
  })

  it('refuses functions of the file itself that nodes use, by their name', () => {
    const withNode = (opType: string, domain: string) => toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph: { node: [{ opType, domain }] }, functions: [{ name: 'MyNorm', domain: 'mine' }] }))
    expect(() => readModel(withNode('MyNorm', 'mine'))).toThrow('MyNorm')
    expect(() => readModel(withNode('MyNorm', 'other'))).not.toThrow()
  })
})

describe('tensors in files of their own', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cnn-lab-external-'))
    mkdirSync(join(folder, 'model'))
    writeFileSync(join(folder, 'secret.bin'), new Uint8Array(12))
    writeFileSync(join(folder, 'model', 'net.onnx'), '')
    writeFileSync(join(folder, 'model', 'weights.bin'), new Uint8Array(Float32Array.of(7, 1, 2, 3).buffer))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  /** @param model path of the model's file */
  const read = (entries: Readonly<Record<string, string>>, model = join(folder, 'model', 'net.onnx')) => {
    const externalData = Object.entries(entries).map(([key, value]) => ({ key, value }))
    return readModel(withTensor({ dims: [3n], dataLocation: TensorProto_DataLocation.EXTERNAL, externalData }), externalDataBeside(model))
  }

  it('are read from the folder of the model', () => {
    expect(read({ location: 'weights.bin', offset: '4', length: '12' }).graph.initializers.get('w')).toEqual(float32([1, 2, 3]))
  })

  it.each([
    ['beyond the end', { location: 'weights.bin', offset: '8' }],
    ['of another length', { location: 'weights.bin', length: '8' }],
    ['before the beginning', { location: 'weights.bin', offset: '-4' }],
    ['in a file that is not there', { location: 'none.bin' }],
    ['in the folder above', { location: '../secret.bin' }],
    ['by way of the folder above', { location: 'x/../../secret.bin' }],
    ['nowhere', {}],
  ])('are refused %s', (_, entries) => {
    expect(problemOf(() => read(entries))).toBe('onnx/unreadable')
  })

  it('may share parts of a file, but not become any number of tensors', () => {
    const megabytes = 20
    writeFileSync(join(folder, 'model', 'shared.bin'), new Uint8Array(megabytes * 2 ** 20))
    const place = { location: 'shared.bin', offset: 0, length: megabytes * 2 ** 20 }
    const shared = externalDataBeside(join(folder, 'model', 'net.onnx'))
    for (let count = 0; count < 10; count++) shared(place)
    expect(() => { for (let count = 0; count < 10; count++) shared(place) }).toThrow(/makes tensors of 294 MB or more out of the same 21\.0 MB in shared\.bin/)
  })

  it.skipIf(process.platform === 'win32')('are refused in a pipe, which nobody would write into', () => {
    execFileSync('mkfifo', [join(folder, 'model', 'pipe')])
    expect(problemOf(() => read({ location: 'pipe' }))).toBe('onnx/unreadable')
  })

  it('are refused at an absolute path, and behind a link that leads out of the folder', () => {
    expect(problemOf(() => read({ location: join(folder, 'secret.bin') }))).toBe('onnx/unreadable')
    symlinkSync(join(folder, 'secret.bin'), join(folder, 'model', 'link.bin'))
    expect(problemOf(() => read({ location: 'link.bin' }))).toBe('onnx/unreadable')
  })

  it('are read behind a link, where a link beside it leads to the model in the same folder, as in the cache of Hugging Face', () => {
    const shown = join(folder, 'snapshot')
    mkdirSync(shown)
    symlinkSync(join('..', 'model', 'net.onnx'), join(shown, 'net.onnx'))
    symlinkSync(join('..', 'model', 'weights.bin'), join(shown, 'net.onnx_data'))
    symlinkSync(join('..', 'secret.bin'), join(shown, 'elsewhere.bin'))
    const of = (location: string) => () => read({ location, offset: '4', length: '12' }, join(shown, 'net.onnx'))
    expect(of('net.onnx_data')().graph.initializers.get('w')).toEqual(float32([1, 2, 3]))
    expect(problemOf(of('elsewhere.bin'))).toBe('onnx/unreadable')
  })
})
