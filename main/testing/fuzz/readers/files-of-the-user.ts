// Readers of files that users write or get: specs, lists of layers, sweeps, queries, Markdown, safetensors.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { parseFragment, defaultTreeAdapter as tree, type DefaultTreeAdapterTypes } from 'parse5'
import { userMarkdown } from '@common/markdown/user-markdown'
import { conditionWords } from '@common/run-query/condition-words'
import { QueryFault } from '@common/run-query/query-fault'
import { readQuery } from '@common/run-query/read-query'
import { pointCount, sweepPoints } from '@common/sweeps/points'
import { presets } from '@contract/training/presets'
import { networkListingSchema } from '@contract/models/layers/listing'
import { runSpecSchema } from '@contract/training/run-spec'
import { listingFromFile } from '../../../cli/flags/listing-file'
import { specFromFile } from '../../../cli/flags/spec-file'
import { sweepFromFile } from '../../../cli/flags/sweep-file'
import { sampleListing } from '../../../lab/testing/sample-listing'
import { encodeSafetensors, readTensors } from '../../../networks/export/safetensors'
import { elementCount } from '../../../onnx/tensor'
import { mutatedFile } from '../damaged-file'
import { damagedJson } from '../damaged-json'
import { damagedText } from '../damaged-text'
import { isSentence, readerOfFile, type FuzzOutcome, type FuzzReader } from '../reader'

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const texts = (...list: readonly string[]): (() => Promise<readonly Uint8Array[]>) => () => Promise.resolve(list.map((text) => Buffer.from(text)))

function assertSame(what: string, value: unknown, other: unknown): void {
  if (!isDeepStrictEqual(value, JSON.parse(JSON.stringify(other)))) throw new Error(`${what} is another one when it is read again`)
}

const spec = readerOfFile({
  name: 'spec',
  file: 'spec.json',
  seeds: () => Promise.resolve(presets.map((preset) => json(preset.spec))),
  damaged: damagedJson,
  read: (_, written) => {
    const read = specFromFile(written())
    assertSame('a spec', runSpecSchema.parse(JSON.parse(JSON.stringify(read))), read)
    return 'read'
  },
})

const layers = readerOfFile({
  name: 'layers',
  file: 'layers.json',
  seeds: () => Promise.resolve([json(sampleListing('Mine')), json({
    name: 'Blocks', input: [3, 8, 8], initializer: 'xavier-uniform',
    layers: [
      { layer: 'conv2d', channels: 4, kernel: 3, padding: 1 }, { layer: 'tanh' }, { layer: 'residual', layers: [{ layer: 'conv2d', channels: 4, kernel: 1 }], shortcut: [] },
      { layer: 'parallel', branches: [[{ layer: 'relu' }], [{ layer: 'maxPool2d', kernel: 3, stride: 1, padding: 1 }]] }, { layer: 'flatten' }, { layer: 'dropout', p: 0.5 }, { layer: 'linear', features: 10 },
    ],
  })]),
  damaged: damagedJson,
  read: (_, written) => {
    const read = listingFromFile(written())
    assertSame('a list of layers', networkListingSchema.parse(JSON.parse(JSON.stringify(read))), read)
    return 'read'
  },
})

const examples = fileURLToPath(new URL('../../../../docs/examples/', import.meta.url))

/** Points up to which a sweep is written out. */
const mostPoints = 2000

const sweep = readerOfFile({
  name: 'sweep',
  file: 'sweep.json',
  seeds: () => Promise.resolve(readdirSync(examples).map((name) => readFileSync(join(examples, name)))),
  damaged: damagedJson,
  read: (_, written) => {
    const read = sweepFromFile(written())
    const count = pointCount(read)
    if (count <= mostPoints && sweepPoints(read).length !== count) throw new Error(`a sweep of ${count} points has ${sweepPoints(read).length}`)
    return 'read'
  },
})

const query = readerOfFile({
  name: 'query',
  file: 'query.txt',
  seeds: texts('lenet test accuracy > 88 % and dropout = 0', 'alexnet (status = completed or not tag = "base line") learning rate <= 1e-3', 'started after 2025-03-01 and epochs in 3, 5 and note contains "x"', 'time > 2 h or memory < 1.5 GB', ''),
  damaged: damagedText(['and', 'or', 'not', '(', ')', '"', '>', '<=', '!=', '=', 'test accuracy', 'dropout', 'status', 'tag', 'started', 'between', 'contains', '88 %', '1e-3', '2 h', 'today', 'GB']),
  read: (input) => {
    const text = Buffer.from(input).toString('utf8')
    const { condition, roles } = readQuery(text)
    conditionWords(condition)
    for (const { from, to } of roles) if (!(from >= 0 && from <= to && to <= text.length)) throw new Error(`a part of the question lies from ${from} to ${to} of ${text.length}`)
    return 'read'
  },
  isRefusal: (error) => isSentence(error) || (error instanceof QueryFault && /^\S.*[.?]$/s.test(error.message)),
})

/** Elements that load, run or lead somewhere, and attributes that do. */
const forbiddenElements = new Set(['script', 'iframe', 'img', 'a', 'object', 'embed', 'form', 'input', 'link', 'meta', 'base', 'style', 'video', 'audio', 'svg:script'])
const forbiddenAttributes = /^(on|src$|href$|xlink:href$|action$|formaction$|srcdoc$|background$)/i

function assertHarmless(node: DefaultTreeAdapterTypes.ParentNode): void {
  for (const child of node.childNodes) {
    if (!tree.isElementNode(child)) continue
    if (forbiddenElements.has(child.tagName)) throw new Error(`Markdown makes an element ${child.tagName}`)
    for (const { name } of child.attrs) if (forbiddenAttributes.test(name)) throw new Error(`Markdown makes an attribute ${name}`)
    assertHarmless(child)
  }
}

const renderers = (['mathml', 'htmlAndMathml'] as const).map((formulas) => userMarkdown({ formulas, errorColour: '#b00' }))

const markdown = readerOfFile({
  name: 'markdown',
  file: 'text.md',
  seeds: texts('# Title\n\nText with *emphasis*, `code`, a [link](https://example.org "t") and ![picture](x.png).\n\n1. one\n2. two\n\n> quote\n\n```\ncode\n```', '$\\frac{1}{2} \\sum_i x_i^2$ and $$\\begin{matrix} a & b \\\\ c & d \\end{matrix}$$', '| a | b |\n|---|--:|\n| 1 | 2 |\n\n<script>alert(1)</script> <a href="javascript:x">y</a> <https://example.org> [r]\n\n[r]: javascript:alert(1)'),
  damaged: damagedText(['**', '![', '](', '<script>', '<img src=x onerror=y>', '$', '$$', '\\frac', '\\href{javascript:x}{y}', '\\includegraphics{x}', '\\def\\x{\\x\\x}\\x', '\\begin{array}', '| - |', '\n\n', '> ', '```', '[x]: data:text/html,x', '&#x3c;', 'javascript:']),
  read: (input) => {
    const text = Buffer.from(input).toString('utf8')
    for (const renderer of renderers) assertHarmless(parseFragment(renderer.render(text, { headingsFrom: 2 })))
    return 'read'
  },
})

const safetensors = readerOfFile({
  name: 'safetensors',
  file: 'file.safetensors',
  seeds: () => Promise.resolve([Buffer.concat(encodeSafetensors([{ name: 'fc.weight', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }, { name: 'fc.bias', shape: [2], data: Float32Array.of(7, 8) }, { name: 'empty', shape: [0], data: new Float32Array() }])), Buffer.concat(encodeSafetensors([]))]),
  damaged: mutatedFile,
  read: async (_, written): Promise<FuzzOutcome> => {
    for (const [name, { shape, data }] of await readTensors(written())) {
      if (data.length !== elementCount(shape)) throw new Error(`tensor ${name} has ${data.length} values for [${shape.join(', ')}]`)
    }
    return 'read'
  },
})

export const filesOfTheUser: readonly FuzzReader[] = [spec, layers, sweep, query, markdown, safetensors]
