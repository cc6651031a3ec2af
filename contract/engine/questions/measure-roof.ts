// Question: how fast does a device multiply matrices, move memory, convolve and start operators?
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { deviceNameSchema } from '../../devices/devices'
import { deviceRoofSchema } from '../../devices/device-roof'
import { question } from './question'

export const measureRoof = question({
  doing: phrase('measuring the speed of a device'),
  remedy: phrase('Try again.'),
  args: z.strictObject({ device: deviceNameSchema }),
  answer: deviceRoofSchema,
})
