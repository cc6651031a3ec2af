// Importing ONNX files: every node of the file is told of once, what is refused by name and with the reason, and only what can be trained is kept.
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importReportSchema, type ImportReport } from '@contract/models/network-file'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { int, type Graph, type Node } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
import { readNetworkFile } from '../../networks/from-file/read-network-file'
import { importNetwork } from './import-network'

const parity = join(import.meta.dirname, '..', 'parity')
const files = ['exported', 'converted'].flatMap((folder) => readdirSync(join(parity, folder)).filter((name) => name.endsWith('.onnx')).map((name) => join(parity, folder, name)))

const imported = async (path: string, networkFolder = temporaryFolder()): Promise<ImportReport> => importReportSchema.parse(await importNetwork({ path, networkFolder }))

it.each(files)('%s: every node is told of, and what is trained', async (path) => {
  const { graph } = await readNetworkFile(path)
  const { network, problem, nodes, trained, fixed } = await imported(path)
  expect(problem).toBeNull()
  expect(network?.classes).toBeGreaterThan(1)
  expect(nodes.map(({ node }) => node)).toEqual(graph.nodes.map(({ name, outputs }) => name || outputs[0]))
  const weighted = nodes.filter(({ operator }) => ['Conv', 'ConvTranspose', 'Gemm', 'MatMul'].includes(operator))
  for (const { outcome, layer } of weighted) expect({ outcome, layer }).toEqual({ outcome: 'layer', layer: expect.stringMatching(/^(conv2d|convTranspose2d|linear)$/) as string })
  expect(nodes.filter(({ outcome }) => outcome === 'refused')).toEqual([])
  expect(trained.length).toBeGreaterThanOrEqual(weighted.length)
  const names = [...trained.map(({ tensor }) => tensor), ...fixed]
  expect(new Set(names).size).toBe(names.length)
})

/** A network of a fully connected layer over some operators that the lab knows or not. */
function graphOf(operators: readonly string[]): Graph {
  const builder = new GraphBuilder('odd')
  const images = builder.input('images', 'float32', [1, 1, 2, 2])
  const flat = builder.node('Flatten', [images], { axis: int(1) })
  const known = builder.build([flat])
  const value = (name: string) => ({ ...flat, name })
  const nodes = operators.map((operator, index): Node => ({
    name: `/odd/${index}`,
    operator: operator as Operator,
    inputs: [index === 0 ? flat : value(`odd${index - 1}`)],
    outputs: [value(`odd${index}`)],
    attributes: {},
  }))
  return { ...known, nodes: [...known.nodes, ...nodes], outputs: [value(`odd${operators.length - 1}`)] }
}

it('all nodes that are refused are told of at once, but not those that only read them', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'odd.onnx')
  await writeFile(path, encodeModel(graphOf(['Whisper', 'Relu', 'Sigmoid'])))
  const { network, problem, nodes, trained } = await imported(path, folder)
  expect(network).toBeNull()
  expect(problem).toMatchObject({ code: 'onnx/unsupported', message: 'The lab cannot take this network: node /odd/0 (Whisper) is an operator that the lab does not know.' })
  expect(nodes).toEqual([{ node: '/odd/0', operator: 'Whisper', outcome: 'refused', layer: null, why: 'is an operator that the lab does not know' }])
  expect(trained).toEqual([])
  expect(readdirSync(folder)).toEqual(['odd.onnx'])
})

it('several refused nodes stand in one message, of which the first few are named', async () => {
  const path = join(temporaryFolder(), 'odd.onnx')
  const graph = graphOf(['Relu'])
  const [flat] = graph.nodes[0]?.outputs ?? []
  const odd = Array.from({ length: 7 }, (_, index): Node => ({ name: `/odd/${index + 1}`, operator: 'Whisper' as Operator, inputs: flat ? [flat] : [], outputs: flat ? [{ ...flat, name: `unread${index}` }] : [], attributes: {} }))
  await writeFile(path, encodeModel({ ...graph, nodes: [...graph.nodes, ...odd] }))
  const { problem, nodes } = await imported(path)
  expect(nodes.map(({ node }) => node)).toEqual(odd.map(({ name }) => name))
  expect(problem?.message).toContain('node /odd/1 (Whisper) is an operator that the lab does not know; node /odd/2')
  expect(problem?.message).toContain('; and 2 nodes more.')
})

it('a node that cannot be trained through is refused, too, and no copy is kept', async () => {
  const builder = new GraphBuilder('mod')
  const images = builder.input('images', 'float32', [1, 1, 2, 2])
  const flat = builder.node('Flatten', [images], { axis: int(1) })
  const weight = { name: 'fc.weight', type: 'float32' as const, shape: [4, 3] }
  const product = builder.node('MatMul', [flat, weight], {}, { name: '/fc/MatMul' })
  const known = builder.build([product])
  const divisor = { name: 'divisor', type: 'float32' as const, shape: [1] }
  const mod: Node = { name: '/mod', operator: 'Mod', inputs: [product, divisor], outputs: [{ ...product, name: 'rest' }], attributes: { fmod: int(1) } }
  const initializers = new Map([
    ...known.initializers,
    ['fc.weight', { type: 'float32' as const, shape: [4, 3], data: Float32Array.from({ length: 12 }, (_, index) => Math.sin(index)) }] as const,
    ['divisor', { type: 'float32' as const, shape: [1], data: Float32Array.of(2) }] as const,
  ])
  const folder = temporaryFolder()
  const path = join(folder, 'mod.onnx')
  await writeFile(path, encodeModel({ ...known, nodes: [...known.nodes, mod], outputs: mod.outputs, initializers }))
  const { network, problem, nodes, trained } = await imported(path, folder)
  expect(network).toBeNull()
  expect(problem?.message).toContain('node /mod (Mod) cannot be trained through: it has no rule yet')
  expect(nodes.at(-1)).toMatchObject({ node: '/mod', outcome: 'refused', why: 'it cannot be trained through: it has no rule yet' })
  expect(trained).toContainEqual({ tensor: 'fc.weight', shape: [4, 3] })
  expect(readdirSync(folder)).toEqual(['mod.onnx'])
})

it('a file that is none is no report, but an error', async () => {
  const path = join(temporaryFolder(), 'text.onnx')
  await writeFile(path, 'no network')
  await expect(imported(path)).rejects.toMatchObject({ code: 'onnx/unreadable', message: expect.stringContaining('text.onnx') as string })
})
