// A stand-in for the engine in the lab's tests: speaks the contract's messages, computes nothing, fails on command. It runs in a process of its own or in that of the test.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @import { EngineCommand, EngineEvent } from '@contract/engine/engine-messages' */
/** @import { CostTotal, LayerRow } from '@contract/models/network-analysis' */
/** @import { QuestionAnswer, QuestionArgs, QuestionName } from '@contract/engine/questions' */
/** @import { FakeBehaviour } from './fake-behaviour' */

/**
 * What the stand-in has of its process.
 * @typedef {object} FakeProcess
 * @property {(message: unknown) => void} send to the lab; nothing once it has ended
 * @property {(text: string) => void} writeError
 * @property {(how: number | NodeJS.Signals) => void} end by an exit code or a signal
 * @property {(milliseconds: number) => Promise<unknown>} sleep never returns where it has ended meanwhile
 */

/** Starts it. @param {FakeBehaviour} behaviour @param {FakeProcess} own @returns {(command: EngineCommand) => void} takes a command */
export function fakeEngine(behaviour, own) {
  const { threads = 2, stepsPerEpoch = 10, stepMilliseconds = 2, startMilliseconds = 0, answerMilliseconds = 20, gpuSpeed = 10, isDisturbed = false, failure } = behaviour

  /** @type {'run' | 'pause' | 'stop'} */
  let aim = 'run'
  /** @param {'run' | 'pause' | 'stop'} what */
  const aimsAt = (what) => aim === what

  /** @param {EngineEvent} event */
  const tell = (event) => {
    own.send(event)
  }
  const { sleep } = own

  /** @param {number} step @param {number} [seed] @returns whether it failed; it has told so, and does nothing more */
  const fail = (step, seed) => {
    if (failure?.atStep !== step || (failure.ofSeed !== undefined && failure.ofSeed !== seed)) return false
    own.writeError('first words\n'.repeat(20) + 'these were its last words\n')
    if (failure.kind === 'exit') own.end(3)
    if (failure.kind === 'kill') own.end('SIGKILL')
    if (failure.kind === 'garbage') own.send({ type: 'progress', point: { step: 'many' } })
    if (failure.kind === 'memory') tell({ type: 'failed', problem: { code: 'device/out-of-memory', message: 'It is full.', remedy: 'Use less.' } })
    if (failure.kind === 'problem') tell({ type: 'failed', problem: { code: 'training/diverged', message: 'It diverged.', remedy: 'Go slower.' } })
    return true
  }

  /** @param {number} step */
  const point = (step) => ({
    step,
    epoch: step / stepsPerEpoch,
    loss: 1 / step,
    accuracy: 1 - 1 / (step + 1),
    runningLoss: 1 / step,
    runningAccuracy: 1 - 1 / (step + 1),
    imagesPerSecond: 1000 + step,
    stepSeconds: 0.1,
    rssBytes: 1e8 + step,
    deviceBytes: null,
    deviceUtilization: null,
    elapsedSeconds: step / 10,
    secondsLeft: 100,
  })

  /** @param {Extract<EngineCommand, { type: 'train' }>} command */
  async function train({ spec, device, folder, untilEpoch }) {
    const checkpoints = join(folder, 'checkpoints')
    /** Step and epoch by the name of a checkpoint. @param {string} name */
    const placeOf = (name) => (name.match(/\d+/g) ?? []).map(Number)
    const newest = existsSync(checkpoints) ? readdirSync(checkpoints).sort((a, b) => (placeOf(a)[0] ?? 0) - (placeOf(b)[0] ?? 0)).at(-1) : undefined
    const [fromStep = 0, fromEpoch = 0] = placeOf(newest ?? '')
    let step = fromStep
    /** @param {number} epoch */
    const save = (epoch) => {
      const name = `checkpoints/step-${String(step).padStart(9, '0')}-epoch-${epoch}`
      const manifest = JSON.stringify({ format: 2, files: {} })
      mkdirSync(join(folder, name), { recursive: true })
      writeFileSync(join(folder, name, 'manifest.json'), manifest)
      writeFileSync(join(folder, name, 'manifest.sha256'), `${createHash('sha256').update(manifest).digest('hex')}  manifest.json\n`)
      tell({ type: 'checkpoint', checkpoint: { folder: name, epoch, step } })
    }
    await sleep(startMilliseconds)
    const from = newest === undefined ? null : { folder: `checkpoints/${newest}`, epoch: fromEpoch, step }
    tell({ type: 'started', device, threads, plan: null, parameters: 61_706, stepsPerEpoch, activationBytes: 3000 * spec.batchSize, from, epochs: [], notice: null })
    while (step < stepsPerEpoch * spec.epochs) {
      if (aimsAt('pause')) {
        save(Math.floor(step / stepsPerEpoch))
        tell({ type: 'paused' })
        while (aimsAt('pause')) await sleep(2)
        if (aimsAt('run')) tell({ type: 'resumed' })
      }
      if (aimsAt('stop') || step >= stepsPerEpoch * (untilEpoch ?? spec.epochs)) {
        save(Math.floor(step / stepsPerEpoch))
        tell({ type: 'stopped', peakRssBytes: 2e8 })
        return
      }
      await sleep(stepMilliseconds)
      step += 1
      if (fail(step, spec.seed)) return
      tell({ type: 'progress', point: point(step) })
      if (step % stepsPerEpoch === 0) {
        const epoch = step / stepsPerEpoch
        tell({ type: 'evaluating', done: 500, total: 500 })
        const result = { trainLoss: 1 / epoch, trainAccuracy: 0.5, testLoss: 2 / epoch, testAccuracy: 0.4, imagesPerSecond: 1000, seconds: 70 }
        tell({ type: 'epoch', result: { epoch, ...result } })
        save(epoch)
      }
    }
    tell({ type: 'completed', notice: null, peakRssBytes: 3e8, isDisturbed })
  }

  /** A refusal, as the engine reports it. @param {string} code @param {string} message @param {string} remedy */
  const refusal = (code, message, remedy) => Object.assign(new Error(message), { code, remedy })

  /** Answers by question. @type {{ readonly [Q in QuestionName]?: (args: QuestionArgs<Q>) => Promise<QuestionAnswer<Q>> | QuestionAnswer<Q> }} */
  const answers = {
    calibrate: async ({ spec, device }) => {
      await sleep(answerMilliseconds)
      fail(0)
      const speed = device === 'cpu' ? 1 : gpuSpeed
      const deviceBytes = device === 'cpu' ? null : 4e8
      const stepSeconds = (0.002 * spec.batchSize * (isDisturbed ? 10 : 1)) / speed
      return { stepSeconds, testImageSeconds: 0.001 / speed, peakRssBytes: 5e8, deviceBytes, isDisturbed }
    },
    trySteps: ({ device, steps, testImages }) => {
      fail(0)
      // A GPU that computes nothing computes wrongly.
      const loss = device === 'cpu' || gpuSpeed > 0 ? 2.3 : 1.7
      const evaluation = testImages > 0 ? { loss, accuracy: 0.1, seconds: 1 } : null
      return { losses: Array.from({ length: steps }, () => loss), evaluation, digest: '0'.repeat(64), stepSeconds: 0.1, deviceBytes: null }
    },
    probe: ({ device }) => {
      // Finds the GPU of the behaviour through WebGPU, as ONNX Runtime and Vulkan's loader would.
      const gpu = device === 'webgpu' ? behaviour.gpu : undefined
      if (gpu === 'crash') own.end('SIGSEGV')
      if (gpu === 'crash' || gpu === 'silence') return new Promise(() => undefined)
      if (gpu !== undefined) {
        const name = gpu === 'hardware' ? 'Radeon Fast' : 'llvmpipe (LLVM 15.0.6, 256 bits)'
        own.writeError(`DRIVER:                  Using "${name}" with driver: "/usr/lib/libvulkan_fast.so"\n`)
      }
      own.writeError('end of probe\n')
      if (gpu === undefined) throw refusal('unexpected', 'Failed to get a WebGPU adapter: No supported adapters', '')
      return 'works'
    },
    summarize: async ({ network, input, batchSize }) => {
      await sleep(answerMilliseconds)
      fail(0)
      const noCost = { multiplyAdds: 0, flops: 0, bytesRead: 0, bytesWritten: 0 }
      /** @param {number} macs of one image */
      const passes = (macs) => ({ forward: { ...noCost, multiplyAdds: macs * batchSize, flops: 2 * macs * batchSize }, inputGradient: noCost, weightGradient: noCost, update: noCost })
      /** @type {(names: Pick<LayerRow, 'name' | 'kind' | 'operators' | 'group'>, shape: number[], parameters: number) => LayerRow} */
      const row = (names, shape, parameters) => ({
        ...{ ...names, path: null, inputs: [null], inputShapes: [[batchSize, ...input]], outputShape: [batchSize, ...shape], parameters },
        ...{ activationBytes: 1000 * batchSize, passes: passes(1e6) },
      })
      /** @type {(layers: number, parameters: number) => CostTotal} */
      const total = (layers, parameters) => ({ parameters, activationBytes: 1000 * layers * batchSize, passes: passes(1e6 * layers) })
      const noMemory = { events: [], peakBytes: 0, peak: 0 }
      return {
        model: network.kind === 'zoo' ? network.model : network.kind,
        inputShape: [batchSize, ...input],
        mainPath: [{ name: 'image', shape: input }, { name: 'conv 6, 5×5', shape: [6, 28, 28] }, { name: 'fc 10', shape: [10] }],
        rows: [
          row({ name: 'conv1', kind: 'conv2d', operators: ['Conv'], group: 'convolution' }, [6, 28, 28], 156),
          row({ name: 'relu1', kind: 'relu', operators: ['Relu'], group: 'other' }, [6, 28, 28], 0),
          row({ name: 'fc', kind: 'linear', operators: ['Gemm'], group: 'fullyConnected' }, [10], 61_550),
        ],
        total: total(3, 61_706),
        groups: { convolution: total(1, 156), fullyConnected: total(1, 61_550), other: total(1, 0) },
        memory: { training: noMemory, inference: noMemory },
      }
    },
    measureRoof: async () => {
      await sleep(answerMilliseconds)
      fail(0)
      if (behaviour.gpu === 'silence') return new Promise(() => undefined)
      return { flopsPerSecond: 1e11, bytesPerSecond: 1e10, convolutionFlopsPerSecond: 5e10, operatorSeconds: 1e-6 }
    },
    stepWork: () => {
      fail(0)
      return [{ kind: 'convolution', flops: 2e8, bytes: 1e6, times: 1 }, { kind: 'other', flops: 2e8, bytes: 1e8, times: 2 }]
    },
    summarizeFile: ({ path }) => {
      throw refusal('onnx/missing', `There is no ${path}.`, 'Choose another.')
    },
    importNetwork: ({ path }) => {
      fail(0)
      if (path.includes('endless')) return new Promise(() => undefined)
      const node = { node: '/fc/Gemm', operator: 'Gemm', layer: null, why: '' }
      if (path.includes('refused')) {
        const problem = { code: 'onnx/unsupported', message: 'The lab cannot take this network: node /fc/Gemm (Gemm) is odd.', remedy: 'Replace it.' }
        return { network: null, problem, nodes: [{ ...node, outcome: 'refused', why: 'is odd' }], trained: [], fixed: [] }
      }
      const network = { name: 'net.onnx', sha256: 'a'.repeat(64), channels: 1, height: 28, width: 28, classes: 10, outputs: ['logits'], output: null, notes: [] }
      return { network, problem: null, nodes: [{ ...node, outcome: 'layer', layer: 'linear' }], trained: [{ tensor: 'fc.weight', shape: [10, 784] }], fixed: [] }
    },
    previewSource: ({ options }) => {
      fail(0)
      return { kind: 'folder', title: 'folders of images', options, classes: ['cat'], parts: [{ name: 'all', counts: [2] }], shape: null, originals: [], images: [], leftOut: { count: 0, first: [] }, bytes: null, notes: [] }
    },
    importDataset: async ({ workFolder }) => {
      mkdirSync(workFolder, { recursive: true })
      writeFileSync(join(workFolder, 'images.bin'), 'half of them')
      tell({ type: 'answering', done: 1, total: 2 })
      await sleep(answerMilliseconds)
      fail(0)
      return { id: 'cats-00000000', isNew: true, images: 2, leftOut: { count: 0, first: [] } }
    },
    benchmark: ({ spec }) => {
      fail(0)
      return { imagesPerSecond: 10 * spec.batchSize, stepSeconds: 0.1, peakRssBytes: 3e8, deviceBytes: null, split: { upload: 0.001, compute: 0.09, readBack: 0.002, outside: 0.007 } }
    },
    measurePlan: () => ({
      plan: { version: 1, choices: { 'conv 32x1x28x28 6x5x5 pad2 forward': 'direct', 'conv 32x1x28x28 6x5x5 pad2 kernel gradient': 'parts of windows' } },
      places: [{ place: 'conv 32x1x28x28 6x5x5 pad2', count: 1, ways: { forward: 'direct', 'kernel gradient': 'parts of windows' }, builtIn: { forward: 'direct', 'kernel gradient': 'windows' }, seconds: 0.001, builtInSeconds: 0.0012 }],
    }),
    profile: () => {
      fail(0)
      return [{ operator: 'Conv', share: 0.7 }, { operator: 'Gemm', share: 0.285 }, { operator: 'Add', share: 0.015 }]
    },
    differentiate: () => {
      fail(0)
      return { loss: 2.3, images: 4, parameters: ['conv.weight', 'conv.bias'], notes: ['It ends in a softmax.'] }
    },
    exportListing: () => {
      fail(0)
      return 2000
    },
    exportNetwork: ({ trained }) => {
      fail(0)
      return 1000 * (trained?.checkpoint.epoch ?? 1) // by the size one sees which checkpoint it was
    },
  }

  /** @template {QuestionName} Q @param {Q} question @param {QuestionArgs<Q>} args */
  async function answer(question, args) {
    try {
      const work = answers[question]
      if (!work) throw refusal('unexpected', `The stand-in has no answer to ${question}.`, '')
      own.send({ type: 'answered', question, answer: await work(args) })
    } catch (error) {
      const { code, message, remedy } = /** @type {ReturnType<typeof refusal>} */ (error)
      tell({ type: 'failed', problem: { code, message, remedy } })
    }
  }

  /** @param {EngineCommand} command */
  async function obey(command) {
    switch (command.type) {
      case 'train':
        await train(command)
        break
      case 'pause':
        aim = 'pause'
        break
      case 'resume':
        aim = 'run'
        break
      case 'stop':
        if (!behaviour.deafToStop) aim = 'stop'
        break
      case 'ask':
        await answer(command.question, command.args)
        break
    }
  }

  tell({ type: 'ready', onnxRuntime: '0.0.0' })
  return (command) => {
    void obey(command)
  }
}
