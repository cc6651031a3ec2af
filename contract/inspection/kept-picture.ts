// Pictures of an inspection that the user has kept with a run, for its report.
import { z } from 'zod'

export const pictureIdSchema = z.string().regex(/^[a-z0-9-]{1,60}$/)

/** Longest caption, in characters. */
export const maxCaptionLength = 2000

/** A picture as the page gives it to be kept. */
export const newPictureSchema = z.strictObject({
  /** What it shows: the part of the view, e.g. `Filters`. */
  title: z.string().min(1).max(200),
  /** What it shows, with its scale. */
  caption: z.string().max(maxCaptionLength),
  /** A PNG file. */
  png: z.instanceof(Uint8Array).refine(({ length }) => length <= 4e6, 'is larger than 4 MB'),
})
export type NewPicture = z.infer<typeof newPictureSchema>

export interface KeptPicture extends NewPicture {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly keptAt: number
}
