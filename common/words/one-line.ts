// Texts of users, such as titles, on one line.

/** Line breaks, escapes and other control characters, which break a table's rows or steer a terminal. */
const controlCharacters = /\p{Cc}+/gu

/** The text with a space in the place of control characters, and none at its ends. */
export function oneLine(text: string): string {
  return text.replace(controlCharacters, ' ').trim()
}
