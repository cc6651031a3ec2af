// Finds where a text stops being JSON (RFC 8259): JavaScript's own parser tells the place of some faults only.

const spaces = /[ \t\n\r]*/y
const scalar = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

type Token = 'string' | 'scalar' | '[' | ']' | '{' | '}' | ',' | ':'
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end'

const values: readonly Token[] = ['string', 'scalar', '[', '{']
/** The tokens that may stand where each is expected. */
const allowed: Readonly<Record<Expected, readonly (Token | null)[]>> = {
  value: values,
  'value or end': [...values, ']'],
  key: ['string'],
  'key or end': ['string', '}'],
  colon: [':'],
  'comma or end': [',', ']', '}'],
}

/** @returns the index of the first letter that cannot stand where it does, the length of a text that ends too early; null for JSON */
export function jsonFault(text: string): number | null {
  const open: ('[' | '{')[] = []
  let expected: Expected = 'value'
  for (let index = skipped(text, 0); open.length > 0 || expected !== 'comma or end' || index < text.length; ) {
    const { token, end } = tokenAt(text, index)
    if (token === null) return end
    if (!allowed[expected].includes(token) || (open.length === 0 && expected === 'comma or end')) return index
    switch (token) {
      case '[':
      case '{':
        open.push(token)
        expected = token === '[' ? 'value or end' : 'key or end'
        break
      case ']':
      case '}':
        if (open.pop() !== (token === ']' ? '[' : '{')) return index
        expected = 'comma or end'
        break
      case ',':
        expected = open.at(-1) === '[' ? 'value' : 'key'
        break
      case ':':
        expected = 'value'
        break
      case 'string':
        expected = expected.startsWith('key') ? 'colon' : 'comma or end'
        break
      case 'scalar':
        expected = 'comma or end'
    }
    index = skipped(text, end)
  }
  return null
}

interface FoundToken {
  /** Null: none begins there. */
  readonly token: Token | null
  /** The index behind the token; of none, that of the letter that is at fault. */
  readonly end: number
}

function tokenAt(text: string, index: number): FoundToken {
  const letter = text[index] ?? ''
  if (letter === '"') return stringAt(text, index)
  if (letter !== '' && '[]{},:'.includes(letter)) return { token: letter as Token, end: index + 1 }
  const end = behind(scalar, text, index)
  return end === null ? { token: null, end: index } : { token: 'scalar', end }
}

function stringAt(text: string, start: number): FoundToken {
  let index = start + 1
  while (index < text.length) {
    const letter = text[index] ?? ''
    if (letter === '"') return { token: 'string', end: index + 1 }
    const end = letter === '\\' ? behind(escape, text, index) : index + 1
    if (end === null || letter < ' ') break
    index = end
  }
  return { token: null, end: index }
}

/** The index of the next letter that is no space. */
const skipped = (text: string, index: number): number => behind(spaces, text, index) ?? index

/** The index behind a match that begins at an index; null where there is none. */
function behind(pattern: RegExp, text: string, index: number): number | null {
  pattern.lastIndex = index
  return pattern.test(text) ? pattern.lastIndex : null
}
