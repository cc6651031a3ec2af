// The optimizer's settings in a RunSpec: which rule turns gradients into steps, with what numbers.
import { z } from 'zod'
import { optimizerNames, optimizerSettings as settings } from './settings/optimizer-settings'
import { numberSchema } from './settings/value-schema'

/** What all optimizers have. */
const common = {
  learningRate: numberSchema(settings.learningRate),
  weightDecay: numberSchema(settings.weightDecay).default(settings.weightDecay.default),
  decayBiases: z.boolean().default(settings.decayBiases.default),
  clipNorm: numberSchema(settings.clipNorm).nullable().default(settings.clipNorm.default),
  clipValue: numberSchema(settings.clipValue).nullable().default(settings.clipValue.default),
}

/** What stochastic gradient descent with a velocity has. */
const withVelocity = {
  ...common,
  momentum: numberSchema(settings.momentum).default(settings.momentum.default),
  decoupledDecay: z.boolean().default(settings.decoupledDecay.default),
}

export const optimizerSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('sgd'), ...common }),
  z.strictObject({ name: z.literal('momentum'), ...withVelocity }),
  z.strictObject({ name: z.literal('nesterov'), ...withVelocity }),
  /** Its weight decay is always decoupled. */
  z.strictObject({
    name: z.literal('adamw'),
    ...common,
    beta1: numberSchema(settings.beta1).default(settings.beta1.default),
    beta2: numberSchema(settings.beta2).default(settings.beta2.default),
    epsilon: numberSchema(settings.epsilon).default(settings.epsilon.default),
  }),
])
export type OptimizerSettings = z.infer<typeof optimizerSchema>
export type OptimizerName = OptimizerSettings['name']
export type SettingsOf<Name extends OptimizerName> = Extract<OptimizerSettings, { readonly name: Name }>

/** Every optimizer, in the order in which choosers list them. */
export const optimizers: readonly { readonly name: OptimizerName; readonly title: string }[] = optimizerNames.map((name) => ({
  name,
  title: settings.name.titles[name],
}))

/** The settings that an optimizer begins with. */
export function defaultOptimizer(name: OptimizerName, learningRate: number): OptimizerSettings {
  return optimizerSchema.parse({ name, learningRate })
}

/** AdamW's steps are about as long as its learning rate, whatever the gradients, so its usual rates differ from those of SGD. */
const usualRateOfAdamw = 0.001

/**
 * Settings of another optimizer, with the values that both have in common. From SGD to AdamW or back, the learning rate becomes the usual
 * one of the new optimizer.
 * @param usualRate usual learning rate of SGD for the network
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
