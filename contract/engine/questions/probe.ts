// Question: does a device compute what it should? Answered by running a tiny program, while the drivers describe themselves on standard error.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { deviceNameSchema } from '../../devices/devices'
import { question } from './question'

/** The line on standard error that ends a probe; all messages of the drivers come before it. */
export const endOfProbe = 'end of probe'

export const probe = question({
  doing: phrase('trying the device'),
  remedy: '',
  args: z.strictObject({ device: deviceNameSchema }),
  /** The program ran on the device, and computed what it should. */
  answer: z.literal('works'),
})
