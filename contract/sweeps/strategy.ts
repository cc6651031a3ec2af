// The strategies of a sweep: which points of the space that the axes span are trained, and for how long.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { heldOutSplit } from '../runs/held-out'
import type { RunSpec } from '../training/run-spec'
import { axisValueSchema } from './axis'

/** Most points of a sweep, each seed counted by itself. */
export const mostPoints = 10_000

/** What counts how good a point is, and which way is better. */
export const judgedFigures = {
  testAccuracy: { title: phrase('test accuracy'), better: 'higher' },
  testLoss: { title: phrase('test loss'), better: 'lower' },
  validationAccuracy: { title: phrase('validation accuracy'), better: 'higher' },
  validationLoss: { title: phrase('validation loss'), better: 'lower' },
  trainAccuracy: { title: phrase('training accuracy'), better: 'higher' },
  trainLoss: { title: phrase('training loss'), better: 'lower' },
} as const
export type JudgedFigure = keyof typeof judgedFigures

/** The figures that a strategy names. Where the base has images for validation, those of the test stand for those of the validation: see `judgedFigure`. */
export const chosenFigures = ['testAccuracy', 'testLoss', 'trainAccuracy', 'trainLoss'] as const satisfies readonly JudgedFigure[]
export type ChosenFigure = (typeof chosenFigures)[number]

/** What stands for a chosen figure where epochs are judged by images for validation. */
const validated: Readonly<Record<ChosenFigure, JudgedFigure>> = { testAccuracy: 'validationAccuracy', testLoss: 'validationLoss', trainAccuracy: 'trainAccuracy', trainLoss: 'trainLoss' }

/** The figure that the points of a base are judged by where a strategy names one. The test images judge nothing where there are others. */
export function judgedFigure(figure: ChosenFigure, base: Pick<RunSpec, 'dataset'>): JudgedFigure {
  return heldOutSplit(base) === 'test' ? figure : validated[figure]
}

const number = (value: unknown): string => Number(value).toLocaleString(language)
const pointsSchema = z.int().min(1, phrase('must be at least {min}', { min: 1 })).max(mostPoints, { error: ({ input }) => phrase('must be at most {most}; {asked} were asked for', { most: number(mostPoints), asked: number(input) }) })

const tooManyPoints = (points: unknown): string =>
  Array.isArray(points)
    ? phrase('must hold at most {most} points; it holds {count}', { most: number(mostPoints), count: number(points.length) })
    : phrase('must hold at most {most} points; it holds more', { most: number(mostPoints) })

/** Values of some of the axes' settings, by their paths; the others stay as the base has them. */
const listedPointSchema = z.record(z.string(), axisValueSchema)
export type ListedPoint = z.infer<typeof listedPointSchema>

/** The number that all drawing of points follows from. */
const seedSchema = z.int().min(0).max(0xffff_ffff).default(0)

export const strategySchema = z.discriminatedUnion('kind', [
  /** Every combination of the axes' values. */
  z.strictObject({ kind: z.literal('grid') }),
  /** The points that are listed, and no others: what no product of axes is, such as one thing taken away at a time. */
  z.strictObject({ kind: z.literal('list'), points: z.array(listedPointSchema).min(1, phrase('must hold at least one point')).max(mostPoints, { error: ({ input }) => tooManyPoints(input) }) }),
  /** Points drawn at random, each by itself. */
  z.strictObject({ kind: z.literal('random'), points: pointsSchema, seed: seedSchema }),
  /** Points of a scrambled Sobol sequence, which fill the space more evenly than random ones; powers of two are best. */
  z.strictObject({ kind: z.literal('sobol'), points: pointsSchema, seed: seedSchema }),
  /**
   * Asynchronous successive halving (ASHA): many points begin, and at each rung only the best of them go on. A rung trains `reduction`
   * times as many epochs as the one before, up to the epochs of the base. Points are drawn at random.
   */
  z.strictObject({
    kind: z.literal('asha'),
    points: pointsSchema,
    seed: seedSchema,
    /** One in so many goes on from a rung to the next. */
    reduction: z.int().min(2, phrase('must be at least {min}', { min: 2 })).max(100).default(3),
    /** Epochs of the first rung. */
    firstEpochs: z.int().min(1, phrase('must be at least {min}', { min: 1 })).max(1000).default(1),
    figure: z.enum(chosenFigures).default('testAccuracy'),
  }),
])
export type Strategy = z.infer<typeof strategySchema>
export type StrategyKind = Strategy['kind']
export type ListStrategy = Extract<Strategy, { readonly kind: 'list' }>
/** The points of a list; empty for other strategies. */
export const listedPoints = (strategy: Strategy): readonly ListedPoint[] => (strategy.kind === 'list' ? strategy.points : [])
export type AshaStrategy = Extract<Strategy, { readonly kind: 'asha' }>

/** Every strategy, in the order of choosers. */
export const strategies: readonly { readonly kind: StrategyKind; readonly title: string; readonly description: string }[] = [
  { kind: 'grid', title: phrase('Grid'), description: phrase('Every combination of the values.') },
  { kind: 'list', title: phrase('List'), description: phrase('The points that are listed, one by one.') },
  { kind: 'random', title: phrase('Random'), description: phrase('Points drawn at random.') },
  { kind: 'sobol', title: 'Sobol', description: phrase('Points that fill the space evenly.') },
  { kind: 'asha', title: phrase('Successive halving'), description: phrase('Many points begin, only the best go on to more epochs (ASHA).') },
]
