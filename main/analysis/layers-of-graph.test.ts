// Layers found in graphs of files: against the list that a graph was built from, formulas as exporters write them, and counts by other means.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LayerInput } from '@contract/models/layers/layer'
import { modelInfo, modelNames, type ModelName } from '@contract/models/zoo'
import { z } from 'zod'
import { readTensors } from '../networks/export/safetensors'
import { buildLayers } from '../networks/build-layers'
import { buildNetwork } from '../networks/zoo/zoo'
import { float, int, ints, type Value } from '../onnx/graph'
import { GraphBuilder } from '../onnx/graph-builder'
import { elementCount, float32, int64, type Shape } from '../onnx/tensor'
import { analyzeFile } from './file-analysis'
import { layersOfGraph } from './layers-of-graph'
import { analyzeNetwork, type AnalyzedNetwork } from './network-analysis'

const parity = join(import.meta.dirname, '../engine/parity')

/** The network as if it had come from a file. */
const asFile = ({ name, graph, images, parameters, buffers }: AnalyzedNetwork): AnalyzedNetwork => ({ name, graph, images, parameters, buffers })

describe('the layers of a graph are those of the list that it was built from', () => {
  // A crafted feature is one layer of a list; in a graph of another program nobody can tell which of its operators belong together.
  it.each(modelNames.filter((model) => modelInfo(model).family !== 'Crafted features'))('%s', (model: ModelName) => {
    const network = buildNetwork(model, [2, 1, 224, 224], { classes: 10 })
    const [list, graph] = [analyzeNetwork(network), analyzeNetwork(asFile(network))]
    // Blocks are what adds or lays side by side, in a graph.
    const kinds: Readonly<Record<string, string>> = { residual: 'Add', parallel: 'Concat', multiply: 'Mul', subsample: 'Slice', padChannels: 'Pad' }
    expect(graph.rows).toEqual(list.rows.map((row) => ({ ...row, path: null, kind: kinds[row.kind] ?? row.kind })))
    expect(graph.total).toEqual(list.total)
    expect(graph.memory).toEqual(list.memory)
  })

  it.each<LayerInput>([
    { layer: 'silu' },
    { layer: 'relu6' },
    { layer: 'hardtanh' },
    { layer: 'layerNorm' },
    { layer: 'layerNorm', affine: false },
    { layer: 'groupNorm', groups: 2 },
    { layer: 'groupNorm', groups: 2, affine: false },
    { layer: 'prelu', perChannel: true },
    { layer: 'upsample', scale: 2 },
  ])('$layer, written out of several operators', (layer) => {
    const network = buildLayers('one', [3, 4, 6, 6], [{ layer: 'conv2d', channels: 4, kernel: 1 }, layer, { layer: 'flatten' }, { layer: 'linear', features: 10 }])
    expect(analyzeNetwork(network).rows.map(({ kind }) => kind)).toEqual(['conv2d', layer.layer, 'flatten', 'linear'])
    const { rows } = analyzeNetwork(asFile(network))
    expect(rows.map(({ kind, passes, parameters }) => ({ kind, passes, parameters }))).toEqual(
      analyzeNetwork(network).rows.map(({ kind, passes, parameters }) => ({ kind, passes, parameters })),
    )
  })
})

/** The kinds of the layers of a graph over images [2, 4, 6, 6]; `w...` are learnt. */
function kindsOf(write: (g: GraphBuilder, x: Value, weight: (name: string, shape: Shape) => Value) => Value): string[] {
  const g = new GraphBuilder('one')
  const images = g.input('images', 'float32', [2, 4, 6, 6])
  const parameters: { value: Value }[] = []
  const output = write(g, images, (name, shape) => {
    const value = g.input(name, 'float32', shape)
    parameters.push({ value })
    return value
  })
  return layersOfGraph({ graph: g.build([output]), parameters }).map(({ kind, nodes }) => `${kind}: ${nodes.map(({ operator }) => operator).join(' ')}`)
}

describe('formulas of exporters', () => {
  const scalar = (g: GraphBuilder, value: number): Value => g.constant(float32(value))

  it('are activations where all numbers are theirs', () => {
    expect(
      kindsOf((g, x) => {
        const clipped = g.node('Clip', [g.node('Add', [x, scalar(g, 3)]), scalar(g, 0), scalar(g, 6)])
        return g.node('Div', [g.node('Mul', [x, clipped]), scalar(g, 6)])
      }),
    ).toEqual(['hardswish: Add Clip Mul Div'])
    const gelu = (root: number) =>
      kindsOf((g, x) => {
        const bracket = g.node('Add', [g.node('Erf', [g.node('Div', [x, scalar(g, root)])]), scalar(g, 1)])
        return g.node('Mul', [g.node('Mul', [x, bracket]), scalar(g, 0.5)])
      })
    expect(gelu(Math.SQRT2)).toEqual(['gelu: Div Erf Add Mul Mul'])
    expect(gelu(2)).toHaveLength(5)
    expect(kindsOf((g, x) => g.node('Mul', [x, g.node('Tanh', [g.node('Softplus', [x])])]))).toEqual(['mish: Softplus Tanh Mul'])
  })

  it('are no layer where another node reads a part of them, or they read two values', () => {
    expect(
      kindsOf((g, x) => {
        const gate = g.node('Sigmoid', [x])
        return g.node('Add', [g.node('Mul', [x, gate]), gate])
      }),
    ).toEqual(['sigmoid: Sigmoid', 'Mul: Mul', 'Add: Add'])
    expect(kindsOf((g, x) => g.node('Mul', [g.node('MaxPool', [x], { kernel_shape: ints([1, 1]) }), g.node('Sigmoid', [x])]))).toEqual([
      'maxPool2d: MaxPool', 'sigmoid: Sigmoid', 'Mul: Mul',
    ])
  })

  it('are normalisations by the axes of their mean', () => {
    const normalized = (axes: readonly number[], affine: boolean) =>
      kindsOf((g, x, weight) => {
        const mean = (value: Value): Value => g.node('ReduceMean', [value, g.constant(int64(axes))], { keepdims: int(1) })
        const centred = g.node('Sub', [x, mean(x)])
        const variance = mean(g.node('Pow', [centred, scalar(g, 2)]))
        const z = g.node('Div', [centred, g.node('Sqrt', [g.node('Add', [variance, scalar(g, 1e-5)])])])
        return affine ? g.node('Add', [g.node('Mul', [z, weight('w', [4, 1, 1])]), weight('b', [4, 1, 1])]) : z
      }).map((words) => words.split(':')[0])
    expect(normalized([1, 2, 3], true)).toEqual(['layerNorm'])
    expect(normalized([2, 3], true)).toEqual(['InstanceNormalization'])
    expect(normalized([3], false)).toEqual(['LayerNormalization'])
  })

  it('add a bias behind a product, also where it was transposed in between', () => {
    expect(kindsOf((g, x, weight) => g.node('Add', [g.node('Conv', [x, weight('w', [8, 4, 3, 3])]), weight('b', [1, 8, 1, 1])]))).toEqual(['conv2d: Conv Add'])
    expect(
      kindsOf((g, x, weight) => {
        const last = g.node('Transpose', [g.node('Conv', [x, weight('w', [8, 4, 3, 3])])], { perm: ints([0, 2, 3, 1]) })
        return g.node('Add', [last, weight('b', [8])])
      }),
    ).toEqual(['conv2d: Conv Transpose Add'])
    expect(
      kindsOf((g, x, weight) => {
        const rows = g.node('Reshape', [x, g.constant(int64([2, 144]))])
        return g.node('Add', [g.node('MatMul', [rows, g.node('Transpose', [weight('w', [5, 144])])]), weight('b', [5])])
      }),
    ).toEqual(['flatten: Reshape', 'linear: Transpose MatMul Add'])
    // A product of two activations, and a sum with a constant.
    expect(kindsOf((g, x) => g.node('Add', [g.node('MatMul', [x, x]), g.constant(float32(1))], { alpha: float(1) }))).toEqual(['MatMul: MatMul', 'Add: Add'])
  })
})

describe('files', () => {
  const counts = z.record(z.string(), z.int()).parse(JSON.parse(readFileSync(new URL('testing/file-counts.json', import.meta.url), 'utf8')))

  it.each(Object.entries(counts))('%s has the parameters that PyTorch has gradients of, and the multiply-adds that ONNX computes', async (file, multiplyAdds) => {
    const gradients = await readTensors(join(parity, file.replace('.onnx', '.safetensors')))
    const parameters = [...gradients].reduce((sum, [name, { shape }]) => sum + (name.startsWith('grad.') ? elementCount(shape) : 0), 0)
    const { total, rows } = await analyzeFile(join(parity, file), null, 2)
    expect({ parameters: total.parameters, multiplyAdds: total.passes.forward.multiplyAdds }).toEqual({ parameters, multiplyAdds: 2 * multiplyAdds })
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  })

  it('name the layers of a mobile network and of one with channels last', async () => {
    const kindsIn = async (file: string) => (await analyzeFile(join(parity, file), null, 2)).rows.map(({ kind }) => kind)
    expect(await kindsIn('exported/mobile.onnx')).toEqual([
      'conv2d', 'batchNorm', 'relu6', 'conv2d', 'batchNorm', 'hardswish',
      'globalAvgPool2d', 'conv2d', 'relu', 'conv2d', 'hardsigmoid', 'Mul',
      'conv2d', 'silu', 'globalAvgPool2d', 'linear',
    ])
    expect(await kindsIn('exported/grouped.onnx')).toContain('localResponseNorm')
    expect((await kindsIn('converted/jax.onnx')).filter((kind) => kind === 'conv2d' || kind === 'linear' || kind === 'relu')).toEqual(['conv2d', 'conv2d', 'relu', 'linear'])
  })
})
