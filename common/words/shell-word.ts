// Words of a command as a POSIX shell takes them.

/** A word that a shell reads as it is: between quotation marks, unless it is a plain name or path. */
export function shellWord(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
