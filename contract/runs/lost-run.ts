// Runs that the store had lost while their folders were there, as they are found again.

export interface FoundRun {
  readonly id: string
  /** Name of its folder before: another where its id was given to another run by now. */
  readonly folder: string
  /** Epochs whose results are there, and those that it was to have. */
  readonly epochs: number
  readonly ofEpochs: number
}

export interface LostRuns {
  readonly found: readonly FoundRun[]
  /** Folders of which no record could be made; they stay as they are. */
  readonly notFound: readonly { readonly folder: string; readonly why: string }[]
}
