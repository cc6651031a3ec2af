// Why an image of a source is left out, in words; any other trouble ends the import.
import { ImageFault } from '../images/image-fault'

/** The end of a sentence. @throws the error itself where it is not the fault of an image */
export function unreadableReason(error: unknown): string {
  if (error instanceof ImageFault) return error.reason
  throw error
}
