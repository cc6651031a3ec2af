// Texts in the sources that look like words for users and are none, by the files that they stand in.

export interface Exception {
  readonly files: RegExp
  readonly texts: RegExp
}

export const notWords: readonly Exception[] = []
