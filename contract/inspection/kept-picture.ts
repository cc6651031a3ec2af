// Pictures of an inspection that the user has kept with a run, for its report.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { bytesSchema } from './bytes'

export const pictureIdSchema = z.string().regex(/^[a-z0-9-]{1,60}$/)

/** Folder of a run's pictures within its own: `<id>.png` with `<id>.json`. */
export const keptPictureFolder = 'pictures'

/** Bytes of the largest picture. */
export const maxPictureBytes = 4e6

/** Longest caption, in characters. */
export const maxCaptionLength = 2000

const wordsShape = {
  /** What it shows: the part of the view, e.g. `Filters`. */
  title: z.string().min(1).max(200),
  /** What it shows, with its scale. */
  caption: z.string().max(maxCaptionLength),
}

/** A picture as the page gives it to be kept. */
export const newPictureSchema = z.strictObject({
  ...wordsShape,
  /** A PNG file. */
  png: bytesSchema.refine(({ length }) => length <= maxPictureBytes, phrase('is larger than {megabytes} MB', { megabytes: maxPictureBytes / 1e6 })),
})
export type NewPicture = z.infer<typeof newPictureSchema>

/** What the JSON file of a picture holds. */
export const keptWordsSchema = z.strictObject({
  ...wordsShape,
  /** Milliseconds since 1970. */
  keptAt: z.number().nonnegative(),
})

export interface KeptPicture extends NewPicture, z.infer<typeof keptWordsSchema> {
  readonly id: string
}
