// Settings of the optimizer: which rule turns gradients into steps, with what numbers.
import { phrase } from '@language/phrase'
import type { ModelName } from '../../models/zoo'
import type { Arrows, ChoiceSetting, NumberSetting, SwitchSetting } from './setting'

export const optimizerNames = ['sgd', 'momentum', 'nesterov', 'adamw'] as const

/** Learning rates for plain SGD: the book's for its networks, and ones at which the others learn. */
const learningRates: Readonly<Record<ModelName, number>> = {
  lenet: 0.1,
  'lenet-relu': 0.1,
  alexnet: 0.01,
  'alexnet-2012': 0.001,
  'alexnet-small': 0.1,
  fashionnet: 0.1,
  'resnet-8': 0.1,
  'resnet-20': 0.1,
  'vgg-11': 0.01,
  'vgg-16': 0.01,
  nin: 0.05,
  googlenet: 0.01,
  'resnet-18': 0.01,
  'resnet-50': 0.01,
  'mobilenet-v2': 0.01,
  pixels: 0.1,
  hog: 0.5,
  'visual-words': 0.5,
}

/** How much of the last value a running average keeps. */
const kept = { min: 0, below: 1 } as const
const keptArrows: Arrows = { by: 'adding', step: 0.05, from: 0.9, least: 0, most: 0.95 }
const smallArrows: Arrows = { by: 'ladder', from: 1e-5, least: 0, most: 1 }

/** AdamW's usual numbers; titles mention only others. */
const usual = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

/** What both limits of gradients have in common. */
const limit = { above: 0, group: 'optimizer', axis: true, empty: phrase('never'), arrows: { by: 'ladder', from: 1 }, default: null, told: 'steps' } as const

export const optimizerSettings = {
  name: {
    kind: 'choice',
    flag: { name: '--optimizer', takes: '<name>', help: optimizerNames.join(phrase(',  § between the words of an enumeration')) },
    label: phrase('Optimizer'),
    help: phrase('The rule that turns gradients into steps: plain SGD follows the last one, momentum a running sum of them, AdamW fits the length of the step to each weight. The book uses plain SGD here.'),
    group: 'optimizer',
    axis: true,
    names: optimizerNames,
    titles: { sgd: 'SGD', momentum: phrase('SGD with momentum'), nesterov: phrase('SGD with Nesterov momentum'), adamw: 'AdamW' },
    default: 'sgd',
    told: 'steps',
    words: (name) => (name === 'adamw' ? 'AdamW' : ''), // the others are named with their momentum
    stepCost: (name) => (name === 'sgd' ? '' : name),
  },
  learningRate: {
    kind: 'number',
    above: 0,
    max: 100,
    flag: { name: '--lr', takes: '<x>', help: phrase('learning rate; of a schedule, the highest') },
    label: phrase('Learning rate'),
    help: phrase('How far each step moves the weights against the gradient. The book uses 0.1 for LeNet and 0.01 for AlexNet.'),
    group: 'training',
    axis: true,
    arrows: { by: 'ladder', from: 0.01, most: 100 },
    default: { of: (model) => learningRates[model] },
  },
  momentum: {
    kind: 'share',
    ...kept,
    flag: { name: '--momentum', takes: '<x>', help: phrase('share of the velocity kept from step to step, for momentum (also chosen by this flag) and nesterov') },
    label: phrase('Momentum'),
    help: phrase('The share of its speed that a step hands on to the next, which smooths and lengthens the way: 0.9 goes ten times as far, so take a smaller learning rate. The book uses none here.'),
    group: 'optimizer',
    axis: true,
    arrows: keptArrows,
    default: 0.9,
    told: 'steps',
    words: (momentum, { name }) => (name === 'nesterov' ? phrase('Nesterov momentum {momentum}', { momentum }) : phrase('momentum {momentum}', { momentum })),
  },
  /** Share of the running mean of gradients that each step keeps. */
  beta1: {
    kind: 'share',
    ...kept,
    flag: { name: '--beta1', takes: '<x>', help: phrase('share kept of the mean of gradients, for adamw') },
    label: phrase('Beta 1'),
    help: phrase('The share of the running mean of gradients that each step keeps. The book uses 0.9 in its chapter on Adam.'),
    group: 'optimizer',
    axis: true,
    arrows: keptArrows,
    default: usual.beta1,
    told: 'steps',
    words: (beta1, { beta2 }) => (beta1 === usual.beta1 && beta2 === usual.beta2 ? '' : phrase('betas {beta1} and {beta2}', { beta1, beta2: String(beta2) })),
  },
  /** Share of the running mean of squared gradients that each step keeps. */
  beta2: {
    kind: 'share',
    ...kept,
    flag: { name: '--beta2', takes: '<x>', help: phrase('share kept of the mean of squared gradients, for adamw') },
    label: phrase('Beta 2'),
    help: phrase('The share of the running mean of squared gradients that each step keeps. The book uses 0.999 in its chapter on Adam.'),
    group: 'optimizer',
    axis: true,
    arrows: { by: 'nearing one' },
    default: usual.beta2,
  },
  epsilon: {
    kind: 'number',
    above: 0,
    max: 1,
    flag: { name: '--epsilon', takes: '<x>', help: phrase('added to the root of that mean, for adamw') },
    label: phrase('Epsilon'),
    help: phrase('Added to the root of the mean squared gradient, so that weights with hardly any gradient take no wild steps. The book uses 0.000001 in its chapter on Adam.'),
    group: 'optimizer',
    axis: true,
    arrows: smallArrows,
    default: usual.epsilon,
    told: 'steps',
    words: (epsilon) => (epsilon === usual.epsilon ? '' : phrase('epsilon {epsilon}', { epsilon })),
  },
  /** Pulls weights towards zero by this much of themselves: added to the gradient (L2), or apart from it where decay is decoupled. */
  weightDecay: {
    kind: 'number',
    min: 0,
    max: 10,
    flag: { name: '--weight-decay', takes: '<x>', help: phrase('pull of the weights towards zero; biases and normalisation are exempt') },
    label: phrase('Weight decay'),
    help: phrase('Pulls the weights towards zero, against overfitting; 0.0005 is usual with SGD. The book uses none here, the AlexNet of 2012 used 0.0005.'),
    group: 'optimizer',
    axis: true,
    arrows: smallArrows,
    default: 0,
    told: 'steps',
    words: (decay, { decoupledDecay, decayBiases }) => {
      const how = [...(decoupledDecay === true ? [phrase('decoupled')] : []), ...(decayBiases === true ? [phrase('biases too')] : [])].join(phrase(', '))
      if (decay === 0) return ''
      return how === '' ? phrase('weight decay {decay}', { decay }) : phrase('weight decay {decay} ({how})', { decay, how })
    },
  },
  /** Whether biases and the scales and offsets of normalisation decay too. */
  decayBiases: {
    kind: 'switch',
    flag: { name: '--decay-biases', help: phrase('weight decay for biases and normalisation too') },
    label: phrase('What decays'),
    help: phrase('Whether weight decay pulls biases and the scales of normalisation too, which seldom helps. The book decays the weights alone.'),
    group: 'optimizer',
    axis: true,
    goesWith: 'optimizer.weightDecay',
    states: { on: phrase('biases too'), off: phrase('weights only') },
    default: false,
  },
  /** Whether the weights decay by learning rate × weight decay in each step, apart from the velocity. AdamW's decay always does. */
  decoupledDecay: {
    kind: 'switch',
    flag: { name: '--decoupled-decay', help: phrase('weight decay apart from the velocity, for momentum and nesterov; adamw has no other') },
    label: phrase('Decay acts on'),
    help: phrase('Whether weight decay shortens the weights directly, as AdamW always does, or is added to the gradient and so goes through the momentum. The book does the latter.'),
    group: 'optimizer',
    axis: true,
    goesWith: 'optimizer.weightDecay',
    states: { on: phrase('the weights directly'), off: phrase('the gradient') },
    default: false,
  },
  /** Gradients longer than this, all parameters together, are shortened to it; null: left as they are. */
  clipNorm: {
    kind: 'number',
    ...limit,
    flag: { name: '--clip-norm', takes: '<x>', help: phrase('shorten gradients whose norm, all together, is larger; 0: never'), zeroIsEmpty: true },
    label: phrase('Gradient limit'),
    help: phrase('Gradients that are longer than this, all parameters together, are shortened to it, so that no step is wild; empty means never. The book clips in its chapters on recurrent networks only.'),
    words: (limit: number) => phrase('gradients clipped at {limit}', { limit }),
    stepCost: () => 'clipped',
  },
  /** Each element of a gradient is brought between minus and plus this, before any clipping by norm; null: left as it is. */
  clipValue: {
    kind: 'number',
    ...limit,
    flag: { name: '--clip-value', takes: '<x>', help: phrase('clip each element of a gradient to at most this size, before --clip-norm; 0: never'), zeroIsEmpty: true },
    label: phrase('Element limit'),
    help: phrase('Elements of gradients that are larger than this, up or down, are cut to it, before the gradient limit looks at all of them together; empty means never. The book does not clip so.'),
    words: (limit: number) => phrase('elements of gradients clipped at {limit}', { limit }),
    stepCost: () => 'clipped by value',
  },
} as const satisfies Readonly<Record<string, NumberSetting | SwitchSetting | ChoiceSetting>>
