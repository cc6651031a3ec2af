// The files that a start of the program was given: by its command line, or by another start that found this one running.
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

/** Most files that one start hands over. */
const mostPaths = 1000

export interface GivenArguments {
  /** Of the process. */
  readonly argv: readonly string[]
  /** Folder of the app, which the command line of an unpackaged one names. */
  readonly appPath: string
  /** Folder that relative paths start from. */
  readonly folder: string
}

/** Absolute paths of the files that a command line names; flags are left out. */
export function givenPaths({ argv, appPath, folder }: GivenArguments): readonly string[] {
  const words = argv.slice(1)
  const app = words.findIndex((word) => !word.startsWith('-') && resolve(folder, word) === resolve(appPath))
  const own = words.slice(app + 1)
  const end = own.indexOf('--')
  const [flagged, plain] = end < 0 ? [own, []] : [own.slice(0, end), own.slice(end + 1)]
  // A desktop hands over an address where it has no path, which the lab does not open.
  return [...flagged.filter((word) => word !== '' && !word.startsWith('-')), ...plain].slice(0, mostPaths).map((word) => (isAbsolute(word) ? word : resolve(folder, word)))
}

const handedOverSchema = z.strictObject({ paths: z.array(z.string().max(4096).refine(isAbsolute)).max(mostPaths) })
export type HandedOver = z.infer<typeof handedOverSchema>

/** What another start has handed over; nothing where its message is not one of ours. */
export function handedOverPaths(message: unknown): readonly string[] {
  return handedOverSchema.safeParse(message).data?.paths ?? []
}
