// Settings of the schedule: how the learning rate changes while a run goes on.
import { phrase } from '@language/phrase'
import type { Arrows, ChoiceSetting, NumberSetting, Siblings } from './setting'

export const scheduleNames = ['constant', 'step', 'exponential', 'cosine', 'one-cycle'] as const

/** A share strictly between 0 and 1. */
const part = { above: 0, below: 1 } as const
const partArrows: Arrows = { by: 'adding', step: 0.1, from: 0.5, least: 0.1, most: 0.9 }
const divisor = { min: 1, max: 1e9 } as const
const divisorArrows: Arrows = { by: 'ladder', from: 25, least: 1, most: 1e9 }
const maxEpochs = 1000

/** The course of the learning rate in words; a constant rate has none. */
const courses: Readonly<Record<string, (schedule: Siblings) => string>> = {
  step: ({ factor, everyEpochs }) => (everyEpochs === 1 ? phrase('rate times {factor} every epoch', { factor: String(factor) }) : phrase('rate times {factor} every {epochs} epochs', { factor: String(factor), epochs: String(everyEpochs) })),
  exponential: ({ factor }) => phrase('rate times {factor} over each epoch', { factor: String(factor) }),
  cosine: ({ finalShare }) => (finalShare === 0 ? phrase('cosine schedule') : phrase('cosine schedule down to {finalShare} of the rate', { finalShare: String(finalShare) })),
  'one-cycle': () => phrase('one-cycle schedule'),
}

export const scheduleSettings = {
  name: {
    kind: 'choice',
    flag: { name: '--schedule', takes: '<name>', help: phrase('how the learning rate changes: {names}', { names: scheduleNames.join(phrase(',  § between the words of an enumeration')) }) },
    label: phrase('Schedule'),
    help: phrase('How the learning rate changes during the run: large steps first, small ones to settle. The book keeps it constant here.'),
    group: 'optimizer',
    axis: true,
    names: scheduleNames,
    titles: { constant: phrase('Constant'), step: phrase('Step § name of a schedule'), exponential: phrase('Exponential'), cosine: phrase('Cosine'), 'one-cycle': phrase('One cycle') },
    default: 'constant',
    told: 'steps',
    words: (name, schedule) => courses[name]?.(schedule) ?? '',
  },
  everyEpochs: {
    kind: 'number',
    above: 0,
    max: maxEpochs,
    unit: phrase('epochs § unit behind a number'),
    flag: { name: '--step-epochs', takes: '<n>', help: phrase('epochs between two drops of the schedule step') },
    label: phrase('Drop every'),
    help: phrase('After so many epochs the learning rate is multiplied by the factor, again and again. The book keeps the rate constant here.'),
    group: 'optimizer',
    axis: true,
    arrows: { by: 'adding', step: 1, from: 3, least: 1 },
    default: 3,
  },
  factor: {
    kind: 'share',
    ...part,
    flag: { name: '--decay-factor', takes: '<x>', help: phrase('what is left of the rate at each drop of step, or over each epoch of exponential') },
    label: phrase('Factor'),
    help: phrase('What is left of the learning rate after each drop, or over each epoch of an exponential schedule. The book keeps the rate constant here.'),
    group: 'optimizer',
    axis: true,
    arrows: partArrows,
    default: 0.1,
  },
  finalShare: {
    kind: 'share',
    min: 0,
    max: 1,
    flag: { name: '--final-share', takes: '<x>', help: phrase('share of the rate that the schedule cosine ends at') },
    label: phrase('Ends at'),
    unit: phrase('× rate'),
    help: phrase('The share of the learning rate at which the cosine ends; 0 settles best. The book keeps the rate constant here.'),
    group: 'optimizer',
    axis: true,
    arrows: { by: 'adding', step: 0.05, from: 0, least: 0, most: 0.9 },
    default: 0,
  },
  /** Share of the steps that go up. */
  riseShare: {
    kind: 'share',
    ...part,
    flag: { name: '--rise-share', takes: '<x>', help: phrase('share of the steps in which one-cycle rises') },
    label: phrase('Rises during'),
    unit: phrase('× run'),
    help: phrase('The share of the run in which the learning rate goes up before it goes down. The book keeps the rate constant here.'),
    group: 'optimizer',
    axis: true,
    arrows: partArrows,
    default: 0.3,
  },
  /** The rate begins at the learning rate divided by this. */
  startDivisor: {
    kind: 'number',
    ...divisor,
    flag: { name: '--start-divisor', takes: '<x>', help: phrase('one-cycle begins at the learning rate divided by this') },
    label: phrase('First rate'),
    unit: phrase('× lower'),
    help: phrase('How many times lower than the learning rate the cycle begins: 25 begins at a twenty-fifth of it. The book keeps the rate constant here.'),
    group: 'optimizer',
    axis: true,
    arrows: divisorArrows,
    default: 25,
  },
  /** The rate ends at its first value divided by this. */
  finalDivisor: {
    kind: 'number',
    ...divisor,
    flag: { name: '--final-divisor', takes: '<x>', help: phrase('one-cycle ends at its first rate divided by this') },
    label: phrase('Last rate'),
    unit: phrase('× lower'),
    help: phrase('How many times lower than its first rate the cycle ends: 10000 ends at a ten-thousandth of where it began. The book keeps the rate constant here.'),
    group: 'optimizer',
    axis: true,
    arrows: divisorArrows,
    default: 1e4,
  },
  /** The momentum goes from the optimizer's own down to this while the rate goes up, and back; null: it stays. */
  lowMomentum: {
    kind: 'share',
    min: 0,
    below: 1,
    flag: { name: '--low-momentum', takes: '<x>', help: phrase('momentum of one-cycle at its highest rate; without, the momentum stays') },
    label: phrase('Momentum down to'),
    help: phrase('While the rate is high the momentum goes down to this, and comes back with it; empty means that it stays. The book uses no momentum here.'),
    group: 'optimizer',
    axis: true,
    empty: phrase('unchanged'),
    arrows: { by: 'adding', step: 0.05, from: 0.9, least: 0, most: 0.95 },
    default: null,
    told: 'steps',
    words: (momentum) => phrase('momentum down to {momentum}', { momentum }),
  },
  /** The rate first rises to the schedule's beginning in equal steps for so many epochs; 0: no warm-up. */
  warmupEpochs: {
    kind: 'number',
    min: 0,
    max: maxEpochs,
    unit: phrase('epochs § unit behind a number'),
    flag: { name: '--warmup', takes: '<epochs>', help: phrase('epochs over which the rate first rises, before any schedule') },
    label: phrase('Warm-up'),
    help: phrase('For so many epochs the learning rate rises in equal steps to where the schedule begins, because the first gradients are wild. The book uses none here.'),
    group: 'optimizer',
    axis: true,
    arrows: { by: 'adding', step: 0.5, from: 0, least: 0 },
    default: 0,
    told: 'steps',
    words: (epochs) => (epochs > 0 ? (epochs === 1 ? phrase('1 epoch of warm-up') : phrase('{epochs} epochs of warm-up', { epochs })) : ''),
  },
} as const satisfies Readonly<Record<string, NumberSetting | ChoiceSetting>>

/** Default factor of an exponential schedule, applied over each epoch; that of a step schedule is smaller, since it drops less often. */
export const exponentialFactor = 0.8
