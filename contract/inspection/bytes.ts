// Bytes that cross a process border, in memory of any kind: of pixels, or of a file.
import { phrase } from '@language/phrase'
import { z } from 'zod'

export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, phrase('must be bytes'))
