// Exports: what the engine is asked for, its answer, its refusal, its crash, and a run that has nothing to export; analyses as the page asks for them.
import { describe, expect, it, onTestFinished } from 'vitest'
import { plainAnalysis } from '@contract/models/network-analysis'
import { defaultNetworkSettings } from '@contract/models/networks'
import { defaultOptimizer } from '@contract/training/optimizer'
import { defaultSpec } from '@contract/training/run-spec'
import { Lab } from '../lab'
import { openDirectStore } from '../store/direct-store'
import { FakeLauncher, type FakeBehaviour } from '../testing/fake-launcher'
import { sampleSpec, temporaryFolder } from '../testing/samples'

async function openLab(behaviour: FakeBehaviour = {}) {
  const launcher = new FakeLauncher(behaviour)
  const lab = await Lab.open({ openStore: openDirectStore, home: temporaryFolder(), launcher })
  onTestFinished(() => lab.close())
  return { lab, launcher }
}

describe('exports', () => {
  it("answer with the file's size and leave no process behind", async () => {
    const { lab, launcher } = await openLab()
    const spec = defaultSpec('lenet')
    expect(await lab.models.exportSpec(spec, '/lenet.onnx')).toBe(1000)
    expect(launcher.commands).toMatchObject([{ question: 'exportNetwork', args: { spec, trained: null, path: '/lenet.onnx' } }])
    await expect.poll(() => launcher.alive).toBe(0)
  })

  it.each([
    ['problem', 'It diverged.'],
    ['kill', 'was killed while exporting'],
  ] as const)('tell of a %s of the engine', async (kind, message) => {
    const { lab } = await openLab({ failure: { atStep: 0, kind } })
    await expect(lab.models.exportSpec(defaultSpec('lenet'), '/lenet.onnx')).rejects.toThrow(message)
  })

  it('need a checkpoint of the run', async () => {
    const { lab } = await openLab({ stepMilliseconds: 50 })
    const run = await lab.runs.start(sampleSpec(), '')
    await expect(lab.models.exportRun(run.id, '/lenet.onnx')).rejects.toThrow('has no checkpoint yet')
    await expect(lab.models.exportRun('lenet-99', '/lenet.onnx')).rejects.toThrow('no run')
  })

  it('of an epoch need the checkpoint of just that epoch', async () => {
    const { lab, launcher } = await openLab()
    const { id } = await lab.runs.start(sampleSpec({ epochs: 2 }), '')
    await expect.poll(async () => (await lab.runs.run(id)).run.status).toBe('completed')
    const epochsWritten = (): (number | undefined)[] =>
      launcher.commands.flatMap((command) => (command.type === 'ask' && command.question === 'exportNetwork' ? [command.args.trained?.checkpoint.epoch] : []))
    await lab.models.exportEpoch(id, 1, '/lenet.onnx')
    await lab.models.exportRun(id, '/lenet.onnx')
    expect(epochsWritten()).toEqual([1, 2])
    await expect(lab.models.exportEpoch(id, 7, '/lenet.onnx')).rejects.toThrow('The checkpoint of epoch 7')
  })

  it('pass on what is wrong with a file', async () => {
    const { lab } = await openLab()
    await expect(lab.models.analyzeFile('/none.onnx', null, 1)).rejects.toThrow('There is no /none.onnx.')
  })
})

describe('analyses', () => {
  it('of a list with faults answer with the rows that fit, and ask no engine', async () => {
    const { lab, launcher } = await openLab()
    const layers = [{ layer: 'flatten' }, { layer: 'linear', features: 10 }, { layer: 'conv2d', channels: 8, kernel: 3 }]
    const { analysis, faults } = await lab.models.analyzeListing({ layers, input: [1, 28, 28], batchSize: 2, settings: plainAnalysis })
    expect(analysis.rows.map(({ name }) => name)).toEqual(['flatten1', 'fc1'])
    expect(faults).toMatchObject([{ path: [2] }])
    expect(launcher.channels).toHaveLength(0)
  })

  it('tell of precision and optimizer', async () => {
    const { lab } = await openLab()
    const question = { network: defaultNetworkSettings('lenet'), input: [1, 28, 28] as [number, number, number], classes: 10, batchSize: 4 }
    const plain = await lab.models.analyzeNetwork({ ...question, settings: plainAnalysis })
    const other = await lab.models.analyzeNetwork({ ...question, settings: { precision: 'mixed', optimizer: defaultOptimizer('adamw', 0.001) } })
    expect(other.total.activationBytes).toBe(plain.total.activationBytes / 2)
    expect(other.memory.training.events[0]?.bytes.optimizerState).toBe(2 * 4 * 61_706)
  })
})
