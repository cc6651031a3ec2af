// Programs of networks and runs: golden ones, what Python makes of any, and what cannot be written.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constantLines, isScheduled } from '@common/code/run/run-to-write'
import { cyclesMomentum, momentumFunctions, scheduleFunctions } from '@common/code/run/schedule'
import { unwrittenKinds, unwrittenLayer } from '@common/code/unwritten-layers'
import { everyLayer } from '@common/code/testing/every-layer'
import { runSpecs } from '@common/code/testing/run-specs'
import { frameworkNames, type Framework } from '@contract/models/frameworks'
import { layerKinds } from '@contract/models/layers/layer'
import { networkListingSchema } from '@contract/models/layers/listing'
import { modelNames, type ModelName } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { defaultSpec, fileSpec, listingSpec, type RunSpec } from '@contract/training/run-spec'
import { fashionMnist } from '../../data/fashion-mnist'
import { madeUpInfo } from '../../data/testing/made-up-set'
import { ratesAt } from '../../engine/optimizers/schedules'
import { zooLayers } from '../../networks/zoo/zoo'
import { codeOf } from './program-code'

/** Random networks and runs of each kind whose programs are looked at, always the same; CNN_LAB_CASES asks for more. */
const cases = Number(process.env.CNN_LAB_CASES ?? 60)

const networkAlone = (spec: RunSpec, framework: Framework): string => codeOf(spec, { framework, wholeRun: false, run: null }, fashionMnist)
const wholeRun = (spec: RunSpec, framework: Framework): string => codeOf(spec, { framework, wholeRun: true, run: null }, fashionMnist)

const preset = (name: (typeof presets)[number]['name']): RunSpec => presets.find((candidate) => candidate.name === name)?.spec ?? defaultSpec('lenet')
const golden: Readonly<Record<string, (framework: Framework) => string>> = {
  lenet: (framework) => networkAlone(defaultSpec('lenet'), framework),
  alexnet: (framework) => networkAlone(defaultSpec('alexnet'), framework),
  'resnet-18': (framework) => networkAlone(defaultSpec('resnet-18'), framework),
  'fashionnet-run': (framework) => wholeRun(preset('fashionnet'), framework),
}
const goldenPrograms = Object.keys(golden).flatMap((name) => frameworkNames.map((framework) => [name, framework] as const))

/** Networks of the zoo, and presets, whose layers all programs can have. */
const isWritten = (model: ModelName): boolean => unwrittenLayer(zooLayers(model, { classes: 10 }).map((record) => ({ record }))) === null
const writtenModels = modelNames.filter(isWritten)
const writtenPresets = presets.filter(({ spec }) => isWritten(spec.network.model))

describe('programs', () => {
  // Read by people when they change: CNN_LAB_GOLDEN=write writes them anew.
  it.each(goldenPrograms)('%s in %s is as it was read and found good', (name, framework) => {
    const path = join(import.meta.dirname, 'testing', 'programs', `${name}.${framework}.py`)
    const text = golden[name]?.(framework) ?? ''
    if (process.env.CNN_LAB_GOLDEN === 'write') writeFileSync(path, text)
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text)
  })

  it.each(frameworkNames)('of %s have lines of at most 79 letters, whatever the network or the run', (framework) => {
    const programs = [...writtenModels.map((model) => networkAlone(defaultSpec(model), framework)), ...writtenPresets.map(({ spec }) => wholeRun(spec, framework)), ...everyLayer.map((listing) => networkAlone(listingSpec(networkListingSchema.parse(listing)), framework))]
    expect(programs.flatMap((program) => program.split('\n').filter((line) => line.length > 79))).toEqual([])
  })

  it('of a run tell how its weights are loaded', () => {
    const text = codeOf(defaultSpec('lenet'), { framework: 'pytorch', wholeRun: false, run: 'lenet-3' }, fashionMnist)
    expect(text).toContain('    cnn-lab export lenet-3 --out lenet-3.safetensors\n\n    from safetensors.torch import load_file\n    model = LeNet()\n    model.load_state_dict(load_file(')
  })

  it('of a list of layers are written for the images that it is made for', () => {
    const listing = networkListingSchema.parse({ name: 'Mine', input: [3, 8, 8], initializer: 'kaiming-normal', layers: [{ layer: 'flatten' }, { layer: 'linear', features: 4 }] })
    expect(networkAlone(listingSpec(listing), 'pytorch')).toContain('nn.Linear(192, 4)')
  })

  it('repeat no block that the network repeats', () => {
    for (const framework of frameworkNames) {
      const lines = networkAlone(defaultSpec('resnet-50'), framework).split('\n')
      expect([framework, lines.length < 150, lines.filter((line) => line.includes('residual_block(')).length]).toEqual([framework, true, 13])
    }
  })

  it('are not written of an ONNX file, nor of layers that frameworks lack', () => {
    const file = fileSpec({ name: 'net.onnx', sha256: '0'.repeat(64), weights: 'keep' }, { height: 28, width: 28 })
    expect(() => networkAlone(file, 'keras')).toThrow('net.onnx is an ONNX file')
    expect(() => networkAlone(defaultSpec('hog'), 'keras')).toThrow('HOG has the layer HOG, which PyTorch, Keras, Flax and Gluon lack.')
  })
})

it('the networks with every layer hold every kind of layer that programs can have', () => {
  const kinds = new Set(JSON.stringify(everyLayer).match(/"layer":"\w+"/g))
  expect(kinds).toEqual(new Set(layerKinds.filter((kind) => !unwrittenKinds.some((name) => name === kind)).map((kind) => `"layer":"${kind}"`)))
})

/** Reads programs from its input, one JSON string a line, and prints what is wrong with any. */
const parser = 'import ast, json, sys\nfor line in sys.stdin:\n    text = json.loads(line)\n    try:\n        ast.parse(text)\n    except SyntaxError as error:\n        print(error, text, sep="\\n")'
const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)(hasPython ? 'Python' : 'Python (left out: there is no python3)', { timeout: 1000 * cases + 60_000 }, () => {
  const expectParsed = (programs: readonly string[]): void => {
    expect(programs.length).toBeGreaterThan(0)
    const { stdout, stderr, status } = spawnSync('python3', ['-c', parser], { input: programs.map((program) => JSON.stringify(program)).join('\n'), encoding: 'utf8' })
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  }

  it('parses the program of every network and preset', () => {
    expectParsed(frameworkNames.flatMap((framework) => [...writtenModels.map((model) => networkAlone(defaultSpec(model), framework)), ...writtenPresets.map(({ spec }) => wholeRun(spec, framework))]))
  })

  /** Any character; fast-check's own takes two seconds, in which it notes all of them. */
  const codePoint = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })).map((code) => String.fromCodePoint(code))

  it('parses the program of any list of layers, whatever its name', () => {
    const layers = fc.array(fc.constantFrom(...everyLayer.flatMap((listing) => (listing.input[1] === 12 ? listing.layers.slice(2, -2) : []))), { minLength: 1, maxLength: 3 })
    const name = fc.oneof(fc.array(codePoint, { minLength: 1, maxLength: 40 }).map((letters) => letters.join('')), fc.constantFrom('"""', '\\', 'None', '"; import os', '\n', '3'))
    const listings = fc.sample(fc.record({ name, layers, times: fc.constantFrom(1, 5) }), { numRuns: cases, seed: 11 })
    const programs = listings.flatMap(({ name: title, layers: some, times }) => {
      // Blocks that keep their shape can be repeated; the others stand alone.
      const kept = Array.from({ length: times }, () => [{ layer: 'residual' as const, layers: [{ layer: 'conv2d' as const, channels: 4, kernel: 3, padding: 1 }, { layer: 'relu' as const }] }]).flat()
      const [first] = some
      if (!first) return []
      const listing = networkListingSchema.parse({ name: title, input: [4, 12, 10], initializer: 'xavier-uniform', layers: [...kept, first, { layer: 'flatten' }, { layer: 'linear', features: 3 }] })
      return frameworkNames.map((framework) => networkAlone(listingSpec(listing), framework))
    })
    expectParsed(programs)
  })

  it('parses the program of any run on a data set of the lab, whatever its channels and its name', () => {
    const sets = [[1, 'letters'], [3, 'photographs'], [4, 'a'.repeat(100)]] as const
    const specs = fc.sample(runSpecs, { numRuns: Math.ceil(cases / sets.length), seed: 5 })
    const programs = sets.flatMap(([channels, id]) => {
      const each = Array.from({ length: channels }, (_, channel) => 0.123456789 + channel)
      const info = { ...madeUpInfo(), id, channels, validationImages: 20, mean: each, deviation: each, colour: channels === 3 ? { deviations: each, directions: [each, each, each] } : null }
      return specs.flatMap((spec) => {
        const own: RunSpec = { ...spec, dataset: { ...spec.dataset, id, validation: spec.dataset.validation === 'test' ? 'own' : spec.dataset.validation } }
        return frameworkNames.map((framework) => codeOf(own, { framework, wholeRun: true, run: null }, info))
      })
    })
    expect(programs.flatMap((program) => program.split('\n').filter((line) => line.length > 79))).toEqual([])
    expectParsed(programs)
  })

  it('parses the program of any run', () => {
    const specs = fc.sample(runSpecs, { numRuns: cases, seed: 7 })
    const programs = specs.flatMap((spec) => frameworkNames.map((framework) => wholeRun(spec, framework)))
    expect(programs.flatMap((program) => program.split('\n').filter((line) => line.length > 79))).toEqual([])
    expectParsed(programs)
  })

  it('gets from the functions of a schedule the rates that the engine trains with', () => {
    const runs = fc.sample(runSpecs, { numRuns: cases, seed: 3 }).map((spec) => ({ spec: { ...spec, epochs: 4, batchSize: 256, dataset: { ...spec.dataset, validation: 'test' as const, limitTrain: 2560 } }, dataset: fashionMnist }))
    const steps = 40
    const scripts = runs.map((run) => {
      const functions = [...scheduleFunctions(run), ...momentumFunctions(run)]
      const rate = isScheduled(run) ? 'learning_rate(step)' : 'LEARNING_RATE'
      const momentum = cyclesMomentum(run) ? 'momentum(step)' : 'None'
      return ['import math, json', ...constantLines(run), ...functions, `print(json.dumps([[${rate}, ${momentum}] for step in range(${steps})]))`].join('\n')
    })
    const runner = 'import json, sys\nfor line in sys.stdin:\n    exec(json.loads(line), {})'
    const { stdout, stderr } = spawnSync('python3', ['-c', runner], { input: scripts.map((script) => JSON.stringify(script)).join('\n'), encoding: 'utf8' })
    expect(stderr).toBe('')
    const rates = stdout.trim().split('\n').map((line) => JSON.parse(line) as [number, number | null][])
    expect(rates).toHaveLength(runs.length)
    rates.forEach((ofRun, index) => {
      const { schedule, optimizer } = runs[index]?.spec ?? defaultSpec('lenet')
      ofRun.forEach(([rate, momentum], step) => {
        const own = ratesAt(schedule, optimizer, { step, steps, stepsPerEpoch: 10 })
        expect(rate, JSON.stringify([schedule, step])).toBeCloseTo(own.learningRate, 10)
        if (own.momentum === undefined) expect(momentum).toBeNull()
        else expect(momentum).toBeCloseTo(own.momentum, 10)
      })
    })
  })
})
