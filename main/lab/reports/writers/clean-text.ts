// Texts of a report without what no format can show and what could turn the words around it: control characters, halves of letters, orders of direction.

/** Control characters but tab and line feed, characters that stand for none, and overrides of the direction of writing; marks of direction stay, and so does Arabic or Hebrew text. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const unshown = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g

/** The text as it can be shown in every format; lines end with a line feed. */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(unshown, '').replace(/\p{Surrogate}/gu, '\ufffd')

/** All texts of some data cleaned. Keys of objects stay: they are ours. */
export function cleanTexts<T>(data: T): T
export function cleanTexts(data: unknown): unknown {
  if (typeof data === 'string') return cleanText(data)
  if (Array.isArray(data)) return data.map((item) => cleanTexts<unknown>(item))
  if (typeof data === 'object' && data !== null) return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, cleanTexts<unknown>(value)]))
  return data
}
