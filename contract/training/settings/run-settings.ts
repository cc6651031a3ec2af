// Settings that stand by themselves in a spec: batches, epochs, seed, and how all of it is computed.
import { phrase } from '@language/phrase'
import { deviceNames } from '../../devices/devices'
import { convolutionNames } from '../convolution'
import { lossNames } from '../loss'
import { planNames } from '../plan'
import { precisionNames } from '../precision'
import type { ChoiceSetting, NumberSetting } from './setting'

/** Largest number of images in a step. */
const maxBatch = 4096

export const runSettings = {
  /** Images per step. */
  batchSize: {
    kind: 'count',
    min: 1,
    max: maxBatch,
    flag: { name: '--batch-size', takes: '<n>', help: phrase('images per step') },
    label: phrase('Batch size'),
    help: phrase('Images per step: more make each step smoother and slower, and need more memory. The book uses 128.'),
    group: 'training',
    axis: true,
    arrows: { by: 'doubling', from: 128, most: maxBatch },
    default: 128,
  },
  epochs: {
    kind: 'count',
    min: 1,
    max: 1000,
    flag: { name: '--epochs', takes: '<n>', help: phrase('passes over the training images') },
    label: phrase('Epochs'),
    help: phrase('How many times the network sees every training image. The book uses 10.'),
    group: 'training',
    axis: true,
    arrows: { by: 'adding', step: 1, from: 10, least: 1 },
    default: 10,
  },
  /** Epochs without a lower test loss after which the run ends; null: it goes to its last epoch. */
  patience: {
    kind: 'count',
    min: 1,
    max: 1000,
    unit: phrase('epochs § unit behind a number'),
    flag: { name: '--patience', takes: '<epochs>', help: phrase('end early after so many epochs without a lower test loss, and keep the best checkpoint; 0: never'), zeroIsEmpty: true },
    label: phrase('Patience'),
    help: phrase('Ends the run when the test loss, or the loss on images for validation, has not fallen for so many epochs, and keeps the checkpoint of the best one; empty means never, and a network chosen by its test loss looks a little too good. The book trains to the last epoch.'),
    group: 'optimizer',
    axis: true,
    empty: phrase('never'),
    arrows: { by: 'adding', step: 1, from: 3, least: 1 },
    default: null,
    told: 'steps',
    words: (epochs) => (epochs === 1 ? phrase('stops after 1 epoch without a lower test loss') : phrase('stops after {epochs} epochs without a lower test loss', { epochs })),
  },
  /** All randomness of the run (initial weights, shuffling, augmentation, dropout) is a function of this number. */
  seed: {
    kind: 'count',
    min: 0,
    max: 0xffff_ffff,
    flag: { name: '--seed', takes: '<n>', help: phrase('number that all randomness of the run follows from') },
    label: phrase('Seed'),
    help: phrase('All chance in a run (first weights, order of images, augmentation, dropout) follows from this number; the same seed gives the same run. The book sets none.'),
    group: 'training',
    axis: true,
    arrows: { by: 'adding', step: 1, from: 0, least: 0 },
    default: 0,
  },
  /** What training makes small, and the loss of evaluations. */
  loss: {
    kind: 'choice',
    flag: { name: '--loss', takes: '<name>', help: phrase('what training makes small: cross-entropy, or squared-hinge (a linear support vector machine)') },
    label: phrase('Loss'),
    help: phrase('What training makes small, and what is told as the loss: the cross-entropy of the softmax, or the squared hinge of each class against the rest, which makes the last layer a support vector machine. The book uses the cross-entropy.'),
    group: 'optimizer',
    axis: true,
    names: lossNames,
    titles: { 'cross-entropy': phrase('cross-entropy'), 'squared-hinge': phrase('squared hinge') },
    default: 'cross-entropy',
    told: 'steps',
    words: (name) => (name === 'squared-hinge' ? phrase('squared hinge') : ''),
  },
  /** Share of each training target that is spread evenly over all classes; the test loss is never smoothed. */
  labelSmoothing: {
    kind: 'share',
    min: 0,
    below: 1,
    flag: { name: '--label-smoothing', takes: '<x>', help: phrase('share of each target spread over all classes, in training only') },
    label: phrase('Label smoothing'),
    help: phrase('The share of each training target that is spread over all classes, so that the network is not driven to certainty; it raises the training loss, and the test loss is told without it. The book uses none.'),
    group: 'optimizer',
    axis: true,
    arrows: { by: 'adding', step: 0.05, from: 0, least: 0, most: 0.9 },
    default: 0,
    told: 'steps',
    words: (share) => (share > 0 ? phrase('label smoothing {share}', { share }) : ''),
  },
  /** Images that go through the network at once; their gradients add up to those of the batch. Null: the whole batch. */
  microBatchSize: {
    kind: 'count',
    min: 1,
    max: maxBatch,
    flag: { name: '--micro-batch-size', takes: '<n>', help: phrase('images that go through the network at once, to save memory; 0: the whole batch'), zeroIsEmpty: true },
    label: phrase('Images at once'),
    help: phrase('Sends the batch through the network in parts of so many images and adds their gradients up: the same steps, somewhat slower, with less memory where images and not weights fill it; empty means all at once. The book does not need it.'),
    group: 'computation',
    axis: true,
    empty: phrase('whole batch'),
    arrows: { by: 'doubling', from: 32, most: maxBatch },
    default: null,
    told: 'steps',
    words: (images) => phrase('{images} images at once', { images }),
    stepCost: (images) => `${images} at once`,
  },
  device: {
    kind: 'choice',
    flag: { name: '--device', takes: '<name>', help: phrase('auto, cpu, webgpu or cuda') },
    label: phrase('Device'),
    help: phrase('Where the network is computed; automatic takes the fastest that this machine has. The book trains on one GPU.'),
    group: null, // the head of the view has its chooser
    axis: true,
    names: ['auto', ...deviceNames],
    default: 'auto',
  },
  /** How training computes convolutions; results differ in the last digits. */
  convolution: {
    kind: 'choice',
    flag: { name: '--convolution', takes: '<way>', help: phrase('fast: by Fourier or Winograd transforms where they are cheaper; direct: term by term') },
    label: phrase('Convolutions'),
    help: phrase('Fast ones go through Fourier or Winograd transforms where that takes less time, and differ from direct ones in the last digits. The book says nothing of it; PyTorch does the same on a GPU.'),
    group: 'computation',
    axis: true,
    names: convolutionNames,
    titles: { fast: phrase('fast § way of computing convolutions'), direct: phrase('direct § way of computing convolutions') },
    default: 'fast',
    stepCost: (name) => (name === 'fast' ? '' : name),
  },
  /** How parts of a step that can be computed in several ways get theirs; results differ in the last digits. */
  plan: {
    kind: 'choice',
    flag: { name: '--plan', takes: '<name>', help: phrase('measured: parts of a step take the way that is fastest on this machine; default: the same ways everywhere') },
    label: phrase('Plan'),
    help: phrase('Convolutions, pools and products can be computed in several ways. Measured times them on this machine before the first step, unless the run is too short for it or they are known already, and keeps the choice with the run; default takes the same ways on every machine. The book leaves this to the framework.'),
    group: 'computation',
    axis: true,
    names: planNames,
    titles: { measured: phrase('measured § plan of a step'), default: phrase('default § plan of a step') },
    default: 'measured',
    stepCost: (name) => (name === 'measured' ? '' : `${name} plan`),
  },
  /** The numbers that training computes with; evaluation is in float32. */
  precision: {
    kind: 'choice',
    flag: { name: '--precision', takes: '<name>', help: phrase('float32, or mixed: products in float16, for the device cuda') },
    label: phrase('Precision'),
    help: phrase('Mixed computes products in float16, which graphics cards of NVIDIA do several times as fast, and keeps weights and sums in float32; only the device CUDA gains by it. The book computes in float32.'),
    group: 'computation',
    axis: true,
    names: precisionNames,
    titles: { float32: 'float32', mixed: phrase('mixed § precision') },
    default: 'float32',
    told: 'steps',
    words: (name) => (name === 'mixed' ? phrase('mixed precision') : ''),
    stepCost: (name) => (name === 'float32' ? '' : name),
  },
  /** Steps between two samples of telemetry; null: none is taken. Training is the same with it. */
  telemetrySteps: {
    kind: 'count',
    min: 1,
    max: 1_000_000,
    unit: phrase('steps § unit behind a number'),
    flag: { name: '--telemetry', takes: '<steps>', help: phrase('look every so many steps at what each layer computes and at its gradients; 0: never'), zeroIsEmpty: true },
    label: phrase('Look into layers'),
    help: phrase('Every so many steps, notes how large outputs, gradients, weights and updates of each layer are, and how many outputs are zero or saturated; outputs and gradients are those of the first 16 images of the batch. Costs about a step on 16 images each time, and changes nothing in training. Empty means never. The book does not look.'),
    group: 'computation',
    axis: false,
    empty: phrase('never'),
    arrows: { by: 'doubling', from: 32, most: 1024 },
    default: null,
  },
  /** Minutes between two checkpoints within an epoch; there is one at the end of every epoch in any case. */
  checkpointMinutes: {
    kind: 'number',
    above: 0,
    max: 1440,
    unit: phrase('min'),
    flag: { name: '--checkpoint-minutes', takes: '<x>', help: phrase('minutes between checkpoints within an epoch; each epoch ends with one') },
    label: phrase('Checkpoints'),
    help: phrase('Minutes from one to the next of the places that a run can go on from after a crash; every epoch ends with one too. Results do not depend on it.'),
    group: 'computation',
    axis: false,
    arrows: { by: 'ladder', from: 5, most: 1440 },
    default: 5,
  },
} as const satisfies Readonly<Record<string, NumberSetting | ChoiceSetting>>
