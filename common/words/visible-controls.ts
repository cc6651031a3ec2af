// Text of users and files with what could steer a terminal, or turn the words around it, written out: control characters, orders of direction, halves of letters.

/**
 * C0 and C1 control characters (among them ESC and CSI, which begin orders to a terminal), separators that break a line, orders that turn the direction of writing
 * (Unicode UAX #9), the byte order mark, and halves of surrogate pairs. Marks of direction stay: Arabic and Hebrew text has them.
 */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const steering = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu

/** The same without what keeps lines and columns apart. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const steeringWithinText = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu

/** `\n` for a line break, `\x1b` for an escape, `\u202e` for an override of direction. */
function written(character: string): string {
  const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character]
  if (named !== undefined) return named
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/** A text of one line; its line breaks and tabs are written out, too. */
export const visibleLine = (text: string): string => text.replace(steering, written)

/** A text of several lines; line feeds and tabs stay. */
export const visibleText = (text: string): string => text.replace(steeringWithinText, written)

/** JSON of the same value on one line, in which nothing steers a terminal: such characters stand as `\uXXXX` within its strings, as JSON allows. */
export function visibleJson(value: object): string {
  return JSON.stringify(value).replace(steering, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
