// The optimizer's settings in a RunSpec: which rule turns gradients into steps, with what numbers.
import { z } from 'zod'

const learningRateSchema = z.number().positive('must be greater than 0').max(100, 'must be at most 100')
/** How much of the last value a running average keeps. */
const shareKeptSchema = z.number().min(0, 'must be at least 0').lt(1, 'must be less than 1')

/** What all optimizers have. */
const common = {
  learningRate: learningRateSchema,
  /** Pulls weights towards zero by this much of themselves: added to the gradient (L2), or apart from it where decay is decoupled. */
  weightDecay: z.number().min(0, 'must be at least 0').max(10, 'must be at most 10').default(0),
  /** Whether biases and the scales and offsets of normalisation decay too. */
  decayBiases: z.boolean().default(false),
  /** Gradients longer than this, all parameters together, are shortened to it; null: left as they are. */
  clipNorm: z.number().positive('must be greater than 0').nullable().default(null),
}

/** What stochastic gradient descent with a velocity has. */
const withVelocity = {
  ...common,
  momentum: shareKeptSchema.default(0.9),
  /** Whether the weights decay by learning rate x weight decay in each step, apart from the velocity. */
  decoupledDecay: z.boolean().default(false),
}

export const optimizerSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('sgd'), ...common }),
  z.strictObject({ name: z.literal('momentum'), ...withVelocity }),
  z.strictObject({ name: z.literal('nesterov'), ...withVelocity }),
  /** Its weight decay is always decoupled. */
  z.strictObject({
    name: z.literal('adamw'),
    ...common,
    /** Of the running mean of gradients. */
    beta1: shareKeptSchema.default(0.9),
    /** Of the running mean of squared gradients. */
    beta2: shareKeptSchema.default(0.999),
    epsilon: z.number().positive('must be greater than 0').max(1, 'must be at most 1').default(1e-8),
  }),
])
export type OptimizerSettings = z.infer<typeof optimizerSchema>
export type OptimizerName = OptimizerSettings['name']
export type SettingsOf<Name extends OptimizerName> = Extract<OptimizerSettings, { readonly name: Name }>

/** Every optimizer, in the order in which choosers list them. */
export const optimizers: readonly { readonly name: OptimizerName; readonly title: string }[] = [
  { name: 'sgd', title: 'SGD' },
  { name: 'momentum', title: 'SGD with momentum' },
  { name: 'nesterov', title: 'SGD with Nesterov momentum' },
  { name: 'adamw', title: 'AdamW' },
]

/** The settings that an optimizer begins with. */
export function defaultOptimizer(name: OptimizerName, learningRate: number): OptimizerSettings {
  return optimizerSchema.parse({ name, learningRate })
}

/** AdamW's steps are about as long as its learning rate, whatever the gradients: other rates are usual than for descent. */
const usualRateOfAdamw = 0.001

/**
 * Another optimizer with what it has in common with this one. Where AdamW takes the place of descent, or the other way round, the
 * learning rate becomes a usual one.
 * @param usualRate of descent
 */
export function otherOptimizer(from: OptimizerSettings, name: OptimizerName, usualRate: number): OptimizerSettings {
  const otherKind = (name === 'adamw') !== (from.name === 'adamw')
  const learningRate = otherKind ? (name === 'adamw' ? usualRateOfAdamw : usualRate) : from.learningRate
  const own = defaultOptimizer(name, learningRate)
  const common = Object.fromEntries(Object.entries(from).filter(([field]) => field in own))
  return optimizerSchema.parse({ ...own, ...common, name, learningRate })
}

/** The share of its velocity, or of the running mean of gradients, that an optimizer keeps from step to step; null: it has none. */
export function momentumOf(optimizer: OptimizerSettings): number | null {
  switch (optimizer.name) {
    case 'sgd':
      return null
    case 'momentum':
    case 'nesterov':
      return optimizer.momentum
    case 'adamw':
      return optimizer.beta1
  }
}

/** How many numbers an optimizer keeps for each parameter from step to step: a velocity, or two running means. */
export function slotCount({ name }: OptimizerSettings): number {
  return { sgd: 0, momentum: 1, nesterov: 1, adamw: 2 }[name]
}

/** The settings but the learning rate, in a few words each: `momentum 0.9`, `weight decay 0.0005`. Of plain SGD, no words. */
export function optimizerWords(settings: OptimizerSettings): string[] {
  const { name, weightDecay, decayBiases, clipNorm } = settings
  const velocity = name === 'momentum' || name === 'nesterov'
  const decoupled = velocity && settings.decoupledDecay ? ['decoupled'] : []
  const decayed = [...decoupled, ...(decayBiases ? ['biases too'] : [])].join(', ')
  return [
    ...(velocity ? [`${name === 'nesterov' ? 'Nesterov ' : ''}momentum ${settings.momentum}`] : []),
    ...(name === 'adamw' ? ['AdamW'] : []),
    ...(name === 'adamw' && (settings.beta1 !== 0.9 || settings.beta2 !== 0.999) ? [`betas ${settings.beta1} and ${settings.beta2}`] : []),
    ...(name === 'adamw' && settings.epsilon !== 1e-8 ? [`epsilon ${settings.epsilon}`] : []),
    ...(weightDecay > 0 ? [`weight decay ${weightDecay}${decayed && ` (${decayed})`}`] : []),
    ...(clipNorm === null ? [] : [`gradients clipped at ${clipNorm}`]),
  ]
}
