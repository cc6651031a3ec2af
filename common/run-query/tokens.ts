// Cuts the text of a question into words, quoted texts, operators and parentheses.
import { phrase } from '@language/phrase'
import { operators, type Operator, type Place } from './condition'
import { QueryFault } from './query-fault'

export type Token = { readonly place: Place } & (
  | { readonly kind: 'bare'; readonly text: string }
  | { readonly kind: 'quoted'; readonly text: string }
  | { readonly kind: 'operator'; readonly operator: Operator }
  | { readonly kind: 'open' | 'close' }
)

/** Other ways to write an operator, those of a Chinese keyboard among them. */
const spellings: Readonly<Record<string, Operator>> = { ...Object.fromEntries(operators.map((operator) => [operator, operator])), '==': '=', '<>': '!=', '≠': '!=', '≤': '<=', '≥': '>=', '＝': '=', '＜': '<', '＞': '>' }
const longestFirst = Object.keys(spellings).sort((a, b) => b.length - a.length)

const closingQuotes: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“' }
const endsBare = /[\s"“„()（）=<>≠≤≥＝＜＞]|!=/u

/** @throws QueryFault where a quotation mark is not closed */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const token = tokenAt(text, at)
    if (token) tokens.push(token)
    at = token?.place.to ?? at + 1
  }
  return tokens
}

/** The token that begins at a place; null for a space. */
function tokenAt(text: string, from: number): Token | null {
  const letter = text.charAt(from)
  if (/\s/u.test(letter)) return null
  if ('()（）'.includes(letter)) return { kind: '(（'.includes(letter) ? 'open' : 'close', place: { from, to: from + 1 } }
  const spelling = longestFirst.find((candidate) => text.startsWith(candidate, from))
  const operator = spelling === undefined ? undefined : spellings[spelling]
  if (spelling !== undefined && operator) return { kind: 'operator', operator, place: { from, to: from + spelling.length } }
  const closing = closingQuotes[letter]
  if (closing !== undefined) {
    const end = text.indexOf(closing, from + 1)
    if (end < 0) throw new QueryFault(phrase('The quotation mark is not closed.'), { from, to: text.length })
    return { kind: 'quoted', text: text.slice(from + 1, end), place: { from, to: end + 1 } }
  }
  const length = text.slice(from + 1).search(endsBare)
  const to = length < 0 ? text.length : from + 1 + length
  return { kind: 'bare', text: text.slice(from, to), place: { from, to } }
}
