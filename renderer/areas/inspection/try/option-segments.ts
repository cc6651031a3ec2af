// Options of preprocessing as segments to choose from.

/** The entries of a table of options, in its order. */
export function segmentsOf<T extends string>(table: Readonly<Record<T, { readonly label: string }>>): readonly { readonly value: T; readonly label: string }[] {
  return (Object.keys(table) as T[]).map((value) => ({ value, label: table[value].label }))
}
