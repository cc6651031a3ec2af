// Presets fill the form; changed settings are marked and named.
import type { DatasetInfo } from '@contract/data/datasets'
import { networkListingSchema } from '@contract/models/layers/listing'
import type { ImportReport, OpenedNetworkFile } from '@contract/models/network-file'
import { defaultOptimizer } from '@contract/training/optimizer'
import { presets } from '@contract/training/presets'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useCatalogue } from '../../frame/catalogue'
import { installLab, Refusal } from '../../testing/lab-in-memory'
import { nextTick } from 'vue'
import { useSetup } from './setup-store'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

describe('presets', () => {
  it.each(presets)('$name fills every field', ({ name, spec, title }) => {
    const setup = useSetup()
    setup.choosePreset(name)
    expect(setup.spec).toEqual(spec)
    expect(setup.isChanged).toBe(false)
    expect(setup.title).toBe(title)
  })

  it('leave the device alone', () => {
    const setup = useSetup()
    setup.draft.device = 'cpu'
    setup.choosePreset('alexnet-quick')
    expect(setup.spec?.device).toBe('cpu')
    expect(setup.isChanged).toBe(false)
  })

  it('are changed by a field, which the title tells', () => {
    const setup = useSetup()
    setup.draft.batchSize = '256'
    setup.draft.seed = '3'
    expect(setup.isChanged).toBe(true)
    expect(setup.title).toBe('LeNet with ReLU, batch size 256, seed 3')
    setup.draft.batchSize = ''
    expect(setup.spec).toBeNull()
    expect(setup.isChanged).toBe(true)
  })
})

describe('the network', () => {
  it("brings the book's learning rate and dropout, and keeps batch size and epochs", () => {
    const setup = useSetup()
    setup.draft.epochs = '3'
    setup.chooseModel('alexnet')
    expect(setup.spec).toMatchObject({ epochs: 3, optimizer: { learningRate: 0.01 }, network: { dropout: 0.5 }, preprocessing: { height: 224, width: 224 } })
    expect(setup.title).toBe('AlexNet, 3 epochs')
  })

  it('takes another preset only where the form is now that one to the letter', () => {
    const setup = useSetup()
    setup.chooseModel('alexnet')
    expect(setup).toMatchObject({ presetName: 'alexnet-book', isPreset: true, title: 'AlexNet, as in the book' })
    setup.choosePreset('fashionnet')
    setup.chooseModel('lenet')
    expect(setup).toMatchObject({ presetName: 'fashionnet', isPreset: false })
    expect(setup.title).toBe(
      'LeNet, batch size 64, 30 epochs, momentum 0.9, weight decay 0.0005, one-cycle schedule, label smoothing 0.05, images flipped, shifted by up to 1 px',
    )
    expect([...setup.changed]).toEqual(['network.model', 'network.activation', 'network.pooling', 'network.dropout', 'optimizer.learningRate', 'network.initializer'])
    setup.chooseModel('fashionnet')
    setup.draft['optimizer.learningRate'] = '0.05'
    setup.draft['network.dropout'] = '0.15'
    expect(setup).toMatchObject({ isPreset: true, title: 'FashionNet' })
  })
})

describe('a network from a file', () => {
  const imported = { name: 'net.onnx', sha256: 'a'.repeat(64), channels: 3, height: 64, width: 64, classes: 5, outputs: ['logits'], output: 'logits', notes: ['It ends in a softmax.'] }
  const opened = (report: Partial<ImportReport>): OpenedNetworkFile => ({ kind: 'onnx', path: '/net.onnx', report: { network: null, problem: null, nodes: [], trained: [], fixed: [], ...report } })

  it('is that of the form once it is opened, by its own size and under its name', async () => {
    installLab({ chooseNetworkFile: () => opened({ network: imported }) })
    const setup = useSetup()
    setup.draft.epochs = '3'
    await setup.openFile()
    expect(setup.spec).toMatchObject({
      epochs: 3,
      network: { kind: 'file', file: { name: 'net.onnx', sha256: imported.sha256, weights: 'keep', output: 'logits' } },
      preprocessing: { height: 64, width: 64 },
    })
    expect(setup.fileNotes).toEqual(imported.notes)
    expect(setup.title).toBe('net.onnx, 3 epochs')
    expect(setup).toMatchObject({ imageSize: { height: 64, width: 64 }, fileClasses: 5 })
    setup.chooseModel('lenet')
    expect(setup.spec?.network).toMatchObject({ kind: 'zoo', model: 'lenet' })
    expect(setup).toMatchObject({ imageSize: { height: 28, width: 28 }, fileClasses: null })
  })

  it('changes nothing where none was chosen, or where the lab refuses it and says why', async () => {
    installLab({ chooseNetworkFile: () => null })
    const setup = useSetup()
    const before = setup.spec
    await setup.openFile()
    expect(setup.spec).toEqual(before)
    const problem = { code: 'onnx/unreadable', message: 'The file is not an ONNX model.', remedy: 'Choose an .onnx file.' }
    for (const answer of [() => { throw new Refusal(problem) }, () => opened({ problem })]) {
      setup.fileProblem = null
      installLab({ chooseNetworkFile: answer })
      await setup.openFile()
      expect(setup.spec).toEqual(before)
      expect(setup.fileProblem).toEqual(problem)
    }
    setup.chooseModel('lenet')
    expect(setup.fileProblem).toBeNull()
  })
})

it('a list of layers from a file is the network of the form, at its own size', async () => {
  const listing = networkListingSchema.parse({ name: 'Mine', input: [1, 32, 24], initializer: 'xavier-uniform', layers: [{ layer: 'flatten' }, { layer: 'linear', features: 10 }] })
  installLab({ chooseNetworkFile: () => ({ kind: 'layers', path: '/mine.json', listing }) })
  const setup = useSetup()
  await setup.openFile()
  expect(setup.spec).toMatchObject({ network: { kind: 'layers', listing, initializer: 'xavier-uniform' }, preprocessing: { height: 32, width: 24 } })
  expect(setup.title).toContain('Mine')
})

describe('optimizer and schedule', () => {
  it('bring their own numbers, and keep what they have in common with those before', () => {
    const setup = useSetup()
    setup.draft['optimizer.weightDecay'] = '5e-4'
    setup.chooseOptimizer('nesterov')
    expect(setup.spec?.optimizer).toMatchObject({ name: 'nesterov', momentum: 0.9, weightDecay: 5e-4, learningRate: 0.1 })
    setup.chooseOptimizer('adamw')
    expect(setup.spec?.optimizer).toMatchObject({ name: 'adamw', beta1: 0.9, weightDecay: 5e-4, learningRate: 0.001 })
    setup.chooseModel('alexnet')
    expect(setup.spec?.optimizer.learningRate).toBe(0.001)
    setup.chooseOptimizer('sgd')
    expect(setup.spec?.optimizer).toEqual({ ...defaultOptimizer('sgd', 0.01), weightDecay: 5e-4 })
    setup.draft['schedule.warmupEpochs'] = '2'
    setup.chooseSchedule('step')
    setup.chooseSchedule('exponential')
    expect(setup.spec?.schedule).toEqual({ name: 'exponential', factor: 0.8, warmupEpochs: 2 })
    expect(setup.title).toContain('weight decay 0.0005, rate times 0.8 over each epoch, 2 epochs of warm-up')
  })

  it('can be chosen while a field is wrong', () => {
    const setup = useSetup()
    setup.draft.epochs = ''
    setup.chooseOptimizer('momentum')
    setup.draft.epochs = '3'
    expect(setup.spec).toMatchObject({ epochs: 3, optimizer: { name: 'momentum', momentum: 0.9 } })
  })
})

describe('what is changed of a preset', () => {
  it('is told by what the preset has, and is taken back one by one', () => {
    const setup = useSetup()
    setup.draft.seed = '3'
    setup.chooseOptimizer('adamw')
    expect(setup.changeWords('seed')).toBe('LeNet with ReLU has 0.')
    expect(setup.changeWords('optimizer.name')).toBe('LeNet with ReLU has SGD.')
    expect(setup.changeWords('optimizer.beta1')).toBe('LeNet with ReLU has no such setting.')
    setup.takeBack('seed')
    setup.takeBack('optimizer.name')
    expect(setup.isChanged).toBe(false)
  })

  it('leaves the preset its name while it is only how many images are used', () => {
    const setup = useSetup()
    setup.draft['dataset.limitTrain'] = '2560'
    expect(setup).toMatchObject({ isPreset: true, isChanged: true, title: 'LeNet with ReLU' })
  })
})

describe('a wrong setting', () => {
  it('leaves everything else as it is, for what does not depend on it', () => {
    const setup = useSetup()
    setup.draft.epochs = '3'
    setup.draft.batchSize = '-1'
    expect(setup.spec).toBeNull()
    expect(setup.completed).toMatchObject({ epochs: 3, batchSize: 128 })
  })
})

describe('the form', () => {
  it('is there again when the window is opened anew, half-written numbers and all', async () => {
    const setup = useSetup()
    setup.choosePreset('fashionnet')
    setup.draft.epochs = '1e'
    await nextTick()
    setActivePinia(createPinia())
    const again = useSetup()
    expect(again).toMatchObject({ presetName: 'fashionnet', draft: { epochs: '1e', 'optimizer.momentum': '0.9' } })
    expect(again.faults).toEqual({ epochs: 'Epochs must be a whole number.' })
  })

  it('begins anew where what was kept cannot be read', () => {
    localStorage.setItem('cnn-lab-form', '{"presetName":"gone","draft":{}}')
    expect(useSetup().presetName).toBe('lenet-relu')
  })
})

describe('taking over a run', () => {
  it('finds the preset that the run repeats', () => {
    const setup = useSetup()
    const classic = presets.find(({ name }) => name === 'lenet-classic')
    if (!classic) throw new Error('no lenet-classic')
    setup.takeOver(classic.spec)
    expect(setup.presetName).toBe('lenet-classic')
    expect(setup.isChanged).toBe(false)
  })
})

describe('the data set', () => {
  const set = (id: string, trainImages: number): DatasetInfo => ({
    ...{ id, title: id, description: '', licence: '', source: '', trainImages, validationImages: 0, testImages: 9, height: 24, width: 20, channels: 3 },
    ...{ classes: ['Poppy', 'Bluebell'], mean: [0, 0, 0], deviation: [1, 1, 1], colour: null },
  })
  const labWith = (datasets: readonly DatasetInfo[], formerDatasets: readonly DatasetInfo[] = []) =>
    installLab({ catalogue: () => ({ version: '1', models: [], datasets, importedDatasets: [], formerDatasets, presets: [], home: '/home', isReadOnly: false }) })

  it('takes back limits beyond its images', async () => {
    labWith([set('large', 60_000), set('flowers', 33)])
    await useCatalogue().load()
    const setup = useSetup()
    setup.write('dataset.id', 'large')
    Object.assign(setup.draft, { 'dataset.limitTrain': '640', 'dataset.limitTest': '5' })
    setup.write('dataset.id', 'flowers')
    expect(setup.spec?.dataset).toMatchObject({ id: 'flowers', limitTrain: null, limitTest: 5 })
  })

  it('is a fault where its images were removed', async () => {
    labWith([set('large', 60_000)], [set('flowers', 33)])
    await useCatalogue().load()
    const setup = useSetup()
    setup.write('dataset.id', 'flowers')
    expect(setup.spec).toBeNull()
    expect(setup.faults).toEqual({ 'dataset.id': 'The images of flowers were removed from the lab. Choose another data set, or import it again.' })
    setup.write('dataset.id', 'large')
    expect(setup.spec?.dataset.id).toBe('large')
  })
})
