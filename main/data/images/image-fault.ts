// Why an image file gives no image: a problem for whoever named the file, and a reason for lists of files that were left out.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

export class ImageFault extends LabError {
  /** The end of a sentence: `it begins as PNG, but cannot be decoded`. */
  readonly reason: string

  /**
   * @param code stable identifier, `image/what`
   * @param name of the file
   * @param fault what is to be said of the file: `begins as PNG, but cannot be decoded`
   * @param remedy one sentence: what to do
   */
  constructor(code: string, name: string, fault: string, remedy: string, options?: ErrorOptions) {
    super(code, phrase('{name} {fault}.', { name, fault }), remedy, options)
    this.reason = phrase('it {fault}', { fault })
  }
}

/** An image file whose pixels are not what its header promises. @param kind in words */
export function damagedImage(name: string, kind: string, options?: ErrorOptions): ImageFault {
  return new ImageFault('image/damaged', name, phrase('begins as {kind}, but cannot be decoded', { kind }), phrase('Open it in a program for pictures, and save it anew.'), options)
}
