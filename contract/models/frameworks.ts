// The frameworks as whose programs a network can be written.
import { z } from 'zod'

export const frameworkNames = ['pytorch', 'keras', 'flax', 'gluon'] as const
export const frameworkSchema = z.enum(frameworkNames)
export type Framework = z.infer<typeof frameworkSchema>

/** Frameworks as people read them. */
export const frameworkTitles: Readonly<Record<Framework, string>> = {
  pytorch: 'PyTorch',
  keras: 'Keras',
  flax: 'JAX/Flax',
  gluon: 'MXNet Gluon',
}
