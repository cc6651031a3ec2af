// What training makes small: the losses of a classifier.
import { phrase } from '@language/phrase'
import { z } from 'zod'

export const lossNames = ['cross-entropy', 'squared-hinge'] as const
export const lossSchema = z.enum(lossNames, phrase('must be cross-entropy or squared-hinge'))
/**
 * The loss of one image with scores s and label y. `cross-entropy`: -log softmax(s)[y]. `squared-hinge`: one class against the rest, the sum over
 * all classes k of max(0, 1 - t s[k])^2, with t = 1 for k = y and -1 otherwise: the loss of a linear support vector machine.
 */
export type LossName = z.infer<typeof lossSchema>
