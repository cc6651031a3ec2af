// An entry of a chooser.

export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
  readonly description?: string
  readonly disabled?: boolean
  /** Title of the group that the choice is listed in. */
  readonly group?: string
}
