// Reads a question to the table of runs: `alexnet test accuracy > 88 % and (dropout = 0 or not tag = baseline)`.
import { phrase } from '@language/phrase'
import { didYouMean } from '../words/suggestion'
import { everyRun, type Condition, type Place } from './condition'
import { QueryFault } from './query-fault'
import { readValue } from './read-value'
import { fieldNamed, fieldNames, mostWords } from './run-fields'
import { tokensOf, type Token } from './tokens'

/** What a part of the text is, for its colour. */
export type Role = 'word' | 'field' | 'operator' | 'value' | 'keyword'

export interface RolePlace extends Place {
  readonly role: Role
}

/** Most words and comparisons in a question, and most parentheses within one another: SQLite takes expressions of a bounded depth. */
const mostTerms = 200
const mostNested = 40

/**
 * Words, `"quoted"` texts and comparisons, joined by `and`, which may be left out, `or`, `not` and parentheses; `and` binds closer than `or`.
 * @throws QueryFault that names what is wrong and where
 */
export function readQuery(text: string): { readonly condition: Condition; readonly roles: readonly RolePlace[] } {
  const reader = new QueryReader(tokensOf(text), text.length)
  return { condition: reader.all(), roles: reader.roles }
}

class QueryReader {
  readonly roles: RolePlace[] = []
  readonly #tokens: readonly Token[]
  readonly #end: Place
  #at = 0
  #terms = 0

  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens
    this.#end = { from: length, to: length }
  }

  all(): Condition {
    if (this.#tokens.length === 0) return everyRun
    const condition = this.#either(0)
    const rest = this.#tokens[this.#at]
    if (rest) throw new QueryFault(phrase('This parenthesis closes none.'), rest.place)
    return condition
  }

  #either(depth: number): Condition {
    const parts = [this.#every(depth)]
    while (this.#take('or')) parts.push(this.#every(depth))
    return joined('or', parts)
  }

  #every(depth: number): Condition {
    const parts = [this.#one(depth)]
    for (;;) {
      const isJoined = this.#take('and')
      const token = this.#tokens[this.#at]
      if (!isJoined && (!token || token.kind === 'close' || isKeyword(token, 'or'))) return joined('and', parts)
      parts.push(this.#one(depth))
    }
  }

  #one(depth: number): Condition {
    const token = this.#tokens[this.#at]
    if (depth > mostNested) throw new QueryFault(phrase('There are more than {most} parentheses within one another.', { most: mostNested }), token?.place ?? this.#end)
    if (!token) throw new QueryFault(phrase('Something is missing at the end.'), this.#end)
    if (this.#take('not')) return { kind: 'not', part: this.#one(depth + 1) }
    switch (token.kind) {
      case 'open':
        return this.#inParentheses(depth, token.place)
      case 'close':
        throw new QueryFault(phrase('Something is missing before this parenthesis.'), token.place)
      case 'operator':
        throw new QueryFault(phrase('The name of a setting or figure is missing before {operator}.', { operator: token.operator }), token.place)
      default:
        if (isKeyword(token, 'and') || isKeyword(token, 'or')) throw new QueryFault(phrase('Something is missing before “{word}”.', { word: token.text }), token.place)
        if (++this.#terms > mostTerms) throw new QueryFault(phrase('There are more than {most} words and conditions.', { most: mostTerms }), token.place)
        return this.#comparison() ?? this.#word(token)
    }
  }

  #inParentheses(depth: number, place: Place): Condition {
    this.#step('keyword')
    if (this.#tokens[this.#at]?.kind === 'close') throw new QueryFault(phrase('There is nothing between these parentheses.'), { from: place.from, to: this.#tokens[this.#at]?.place.to ?? place.to })
    const condition = this.#either(depth + 1)
    if (this.#tokens[this.#at]?.kind !== 'close') throw new QueryFault(phrase('This parenthesis is not closed.'), place)
    this.#step('keyword')
    return condition
  }

  #word(token: Extract<Token, { readonly kind: 'bare' | 'quoted' }>): Condition {
    this.#step('word')
    return { kind: 'word', word: token.text }
  }

  /** A comparison that begins here; null where a word does: its name may begin behind some words. @throws QueryFault where no name stands before an operator */
  #comparison(): Condition | null {
    const from = this.#at
    let to = from
    while (this.#tokens[to]?.kind === 'bare' && !isAnyKeyword(this.#tokens[to])) to++
    if (this.#tokens[from]?.kind === 'quoted') to = from + 1
    const sign = this.#tokens[to]
    if (to === from || sign?.kind !== 'operator') return null
    const begins = firstOfName(this.#tokens, from, to)
    if (begins === null) throw unknownName(this.#tokens.slice(Math.max(from, to - mostWords), to))
    if (begins > from) return null
    const field = fieldNamed(textOf(this.#tokens.slice(from, to)))
    if (field === null) return null
    for (let index = from; index < to; index++) this.#step('field')
    this.#step('operator')
    const { value, tokens } = readValue(field, sign.operator, this.#tokens.slice(this.#at), sign.place)
    for (let index = 0; index < tokens; index++) this.#step('value')
    return { kind: 'comparison', field, operator: sign.operator, value }
  }

  #step(role: Role): void {
    const token = this.#tokens[this.#at]
    if (token) this.roles.push({ ...token.place, role })
    this.#at += 1
  }

  #take(keyword: Keyword): boolean {
    if (!isKeyword(this.#tokens[this.#at], keyword)) return false
    this.#step('keyword')
    return true
  }
}

type Keyword = 'and' | 'or' | 'not'

function isKeyword(token: Token | undefined, keyword: Keyword): boolean {
  return token?.kind === 'bare' && token.text.toLowerCase() === keyword
}

function isAnyKeyword(token: Token | undefined): boolean {
  return isKeyword(token, 'and') || isKeyword(token, 'or') || isKeyword(token, 'not')
}

function joined(kind: 'and' | 'or', parts: readonly Condition[]): Condition {
  const [only] = parts
  return parts.length === 1 && only ? only : { kind, parts }
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => ('text' in token ? token.text : '')).join(' ')
}

/** Where the longest name of a field begins that ends right before an operator; null where there is none. */
function firstOfName(tokens: readonly Token[], from: number, to: number): number | null {
  for (let start = Math.max(from, to - mostWords); start < to; start++) {
    if (fieldNamed(textOf(tokens.slice(start, to))) !== null) return start
  }
  return null
}

/** The fault of a name that no field has; the words before the operator that come closest to a name count as the name. */
function unknownName(words: readonly Token[]): QueryFault {
  for (let start = 0; start < words.length; start++) {
    const tail = words.slice(start)
    const suggestion = didYouMean(textOf(tail), fieldNames)
    if (suggestion !== '') return faultOfName(tail, suggestion)
  }
  return faultOfName(words.slice(-1), '')
}

function faultOfName(words: readonly Token[], suggestion: string): QueryFault {
  return new QueryFault(phrase('There is no setting or figure “{name}”.{suggestion}', { name: textOf(words), suggestion }), { from: words[0]?.place.from ?? 0, to: words.at(-1)?.place.to ?? 0 })
}
