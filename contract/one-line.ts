// Texts of users, such as titles, on one line.

/** Line breaks, escapes and other control characters, which break a table's rows or steer a terminal. */
const breaking = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** The text with a space in the place of line breaks and control characters, and none at its ends. */
export function oneLine(text: string): string {
  return text.replace(breaking, ' ').trim()
}
