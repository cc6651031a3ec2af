// The roof of a device as the lab measured it: what the device reaches, not what its vendor prints.
import { z } from 'zod'

export const deviceRoofSchema = z.strictObject({
  /** FLOP per second in float32 of the fastest of matrix products and convolutions. */
  flopsPerSecond: z.number().positive(),
  /** Bytes per second read and written by an elementwise operator over more memory than caches hold. */
  bytesPerSecond: z.number().positive(),
  /** FLOP per second of a direct 3x3 convolution of 64 channels, as networks have many. */
  convolutionFlopsPerSecond: z.number().positive(),
  /** Seconds that an operator takes on a tensor of a few numbers. */
  operatorSeconds: z.number().positive(),
})
/** Speeds of one device, each the best of several runs. */
export type DeviceRoof = z.infer<typeof deviceRoofSchema>

/** A measured roof with the place and time of its measurement. */
export interface MeasuredRoof extends DeviceRoof {
  /** Title of the device, e.g. `CPU, 2 threads`. */
  readonly title: string
  /** ISO 8601. */
  readonly measuredAt: string
}
