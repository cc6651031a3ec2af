// Reads what stands behind an operator: a number with its unit, a choice, a day, a text, or that there is no value.
import { phrase, spellingsOf } from '@language/phrase'
import type { FigureKind } from '@contract/runs/run-figures'
import type { RunField } from '@contract/runs/run-query'
import { enumeration } from '../words/listed-words'
import { didYouMean } from '../words/suggestion'
import type { ComparedValue, Operator, Place } from './condition'
import { QueryFault } from './query-fault'
import { factsOf, labelOf } from './run-fields'
import type { Token } from './tokens'

/** A value, and how many tokens it took. */
interface ReadValue {
  readonly value: ComparedValue
  readonly tokens: number
}

type ValueToken = Extract<Token, { readonly kind: 'bare' | 'quoted' }>

/** How the values of a field are written. */
interface FieldForm {
  readonly kind: Exclude<FigureKind, 'tags'>
  /** Spellings of a unit that may stand behind its numbers and changes nothing. */
  readonly unit: readonly string[]
  /** Whether its numbers are measured, so that two are equal where the written digits are. */
  readonly isMeasured: boolean
  /** Of a choice: what may be written, and the value that it stands for; null: anything. */
  readonly values: ReadonlyMap<string, string> | null
  /** Words for a value that is not there. */
  readonly none: readonly string[]
}

const wordsForNone = ['none', 'empty', 'unknown', phrase('none'), phrase('unknown')]
const switchWords: Readonly<Record<string, boolean>> = {
  yes: true, on: true, true: true, no: false, off: false, false: false,
  [phrase('yes')]: true, [phrase('on')]: true, [phrase('no')]: false, [phrase('off')]: false,
}

const seconds: Readonly<Record<string, number>> = {
  ms: 0.001, s: 1, sec: 1, second: 1, seconds: 1, min: 60, minute: 60, minutes: 60, h: 3600, hour: 3600, hours: 3600, d: 86_400, day: 86_400, days: 86_400,
  [phrase('s § unit of time')]: 1, [phrase('min')]: 60, [phrase('h § unit of time')]: 3600, [phrase('d § unit of time')]: 86_400,
}
const thousands: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9 }

/** Units of each kind of number, in small letters, with their factors. */
const units = {
  share: { '%': 0.01 },
  number: thousands,
  count: thousands,
  bytes: { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 },
  seconds,
} as const satisfies Partial<Record<FigureKind, Readonly<Record<string, number>>>>

/** Names and titles of choices, in this language and in English, in small letters, with the value of each. */
function writtenValues(names: readonly string[], titles: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(names.flatMap((name) => [name, ...(titles[name] === undefined ? [] : spellingsOf(titles[name]))].map((written) => [written.toLowerCase(), name] as const)))
}

function formOf(field: RunField): FieldForm {
  const facts = factsOf(field)
  if (facts.of === 'figure') {
    const { kind, values = [], words = {} } = facts.figure
    const isChoice = kind === 'choice'
    return { kind: kind === 'tags' ? 'text' : kind, unit: [], isMeasured: true, values: isChoice ? writtenValues(values, words) : null, none: wordsForNone }
  }
  const { setting } = facts
  const none = [...wordsForNone, ...(setting.empty === undefined ? [] : spellingsOf(setting.empty).map((word) => word.toLowerCase()))]
  const plain = { unit: [], isMeasured: false, values: null, none }
  switch (setting.kind) {
    case 'choice': {
      const values = setting.names === null ? null : writtenValues(setting.names, setting.titles ?? {})
      // A network need not be one of the zoo.
      return field === 'network.model' ? { ...plain, kind: 'text', values } : { ...plain, kind: values === null ? 'text' : 'choice', values }
    }
    case 'switch':
      return { ...plain, kind: 'switch' }
    case 'numbers':
      return { ...plain, kind: 'text' }
    default:
      return { ...plain, kind: setting.kind, unit: setting.unit === undefined ? [] : spellingsOf(setting.unit).map((word) => word.toLowerCase()) }
  }
}

/**
 * Reads the value of a comparison.
 * @param tokens what follows the operator; `behind` is the place where a value is missing
 * @throws QueryFault
 */
export function readValue(field: RunField, operator: Operator, tokens: readonly Token[], behind: Place, now = new Date()): ReadValue {
  const values = leadingValues(tokens)
  const [first] = values
  const label = `“${labelOf(field)}”`
  if (!first) throw new QueryFault(phrase('A value is missing behind {label} {operator}.', { label, operator }), behind)
  const form = formOf(field)
  const isEquality = operator === '=' || operator === '!='

  const none = longest(values, (text) => (form.none.includes(text.toLowerCase()) ? { kind: 'none' } : null))
  if (none && first.kind === 'bare') {
    if (!isEquality) throw new QueryFault(phrase('A missing value is neither larger nor smaller: write {label} = {text} or {label} != {text}.', { label, text: first.text }), placeOf(values, none.tokens))
    return none
  }
  if (!isEquality && (form.kind === 'text' || form.kind === 'choice' || form.kind === 'switch')) {
    throw new QueryFault(phrase('{label} can only be compared with = and !=.', { label }), behind)
  }
  switch (form.kind) {
    case 'text':
      return textValue(form, values, first)
    case 'choice':
      return choiceValue(form, label, values, first)
    case 'switch': {
      const isOn = switchWords[first.text.toLowerCase()]
      if (isOn === undefined) throw new QueryFault(phrase('{label} is yes or no.', { label }), first.place)
      return { value: { kind: 'switch', isOn }, tokens: 1 }
    }
    case 'moment':
      return momentValue(label, values, first, now)
    default:
      return numberValue(form, form.kind, label, values, first)
  }
}

/** The words and quoted texts at the head, up to `and`, `or`, `not` or another kind of token; a quoted text stands alone. */
function leadingValues(tokens: readonly Token[]): readonly ValueToken[] {
  const values: ValueToken[] = []
  for (const token of tokens) {
    if (token.kind !== 'bare' && token.kind !== 'quoted') break
    if (values.length > 0 && (token.kind === 'quoted' || values[0]?.kind === 'quoted' || /^(and|or|not)$/iu.test(token.text))) break
    values.push(token)
  }
  return values
}

/** The value that most of the first few words together stand for. */
function longest(values: readonly ValueToken[], read: (text: string) => ComparedValue | null): ReadValue | null {
  for (let count = Math.min(values.length, 6); count > 0; count--) {
    const value = read(values.slice(0, count).map(({ text }) => text).join(' '))
    if (value) return { value, tokens: count }
  }
  return null
}

function placeOf(values: readonly ValueToken[], count: number): Place {
  return { from: values[0]?.place.from ?? 0, to: values[count - 1]?.place.to ?? 0 }
}

function knownText(values: FieldForm['values']): (text: string) => ComparedValue | null {
  return (text) => {
    const known = values?.get(text.toLowerCase())
    return known === undefined ? null : { kind: 'text', text: known }
  }
}

function textValue({ values: known }: FieldForm, values: readonly ValueToken[], first: ValueToken): ReadValue {
  return longest(values, knownText(known)) ?? { value: { kind: 'text', text: first.text }, tokens: 1 }
}

function choiceValue({ values: known }: FieldForm, label: string, values: readonly ValueToken[], first: ValueToken): ReadValue {
  const read = longest(values, knownText(known))
  if (read) return read
  const names = [...(known?.keys() ?? [])]
  const suggestion = didYouMean(first.text, names)
  throw new QueryFault(phrase('{label} is never “{text}”.{suggestion}', { label, text: first.text, suggestion: suggestion || phrase(' It is one of {names}.', { names: enumeration(names) }) }), first.place)
}

const numberForm = /^[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iu

function numberValue(form: FieldForm, kind: keyof typeof units, label: string, values: readonly ValueToken[], first: ValueToken): ReadValue {
  const written = numberForm.exec(first.text)?.[0]
  if (written === undefined) throw new QueryFault(phrase('{label} is a number, and “{text}” is none.', { label, text: first.text }), first.place)
  const known: Readonly<Record<string, number>> = { ...units[kind], ...Object.fromEntries(form.unit.map((unit) => [unit, 1])) }
  const attached = first.text.slice(written.length).toLowerCase()
  const following = attached === '' ? values[1]?.text.toLowerCase() : undefined
  const isUnitApart = following !== undefined && following in known
  const unit = isUnitApart ? following : attached
  const factor = unit === '' ? 1 : known[unit]
  if (factor === undefined) {
    const names = Object.keys(known)
    const wrong = { unit: first.text.slice(written.length), label }
    throw new QueryFault(names.length === 0 ? phrase('“{unit}” is no unit of {label}.', wrong) : phrase('“{unit}” is no unit of {label}: {units}.', { ...wrong, units: enumeration(names) }), first.place)
  }
  const digits = written.replaceAll(',', '')
  const number = unit === '%' ? hundredth(digits) : Number(digits) * factor
  const tokens = isUnitApart ? 2 : 1
  if (!Number.isFinite(number)) throw new QueryFault(phrase('{number} is too large a number.', { number: written }), first.place)
  if (kind === 'share' && number > 1) throw new QueryFault(phrase('{label} is a part of 1: write {percent} % or {share}.', { label, percent: written, share: String(number / 100) }), placeOf(values, tokens))
  return { value: { kind: 'number', number, reach: form.isMeasured ? halfDigit(digits) * factor : 0 }, tokens }
}

/** The number nearest to a hundredth of a written one: 0.881 for `88.1`, where 88.1 / 100 is another number. */
function hundredth(digits: string): number {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e')
  return Number(`${mantissa}e${Number(exponent) - 2}`)
}

/** Half of the last digit of a written number: 0.005 for `0.88`. */
function halfDigit(digits: string): number {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e')
  const decimals = mantissa.split('.')[1]?.length ?? 0
  return 0.5 * 10 ** (Number(exponent) - decimals)
}

const dayForm = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u
const dayWords: Readonly<Record<string, number>> = { today: 0, yesterday: -1, [phrase('today')]: 0, [phrase('yesterday')]: -1 }
const ago = phrase('ago § behind a number of days')

function momentValue(label: string, values: readonly ValueToken[], first: ValueToken, now: Date): ReadValue {
  const daysFromNow = dayWords[first.text.toLowerCase()]
  if (daysFromNow !== undefined) return { value: dayFrom(now.getFullYear(), now.getMonth(), now.getDate() + daysFromNow), tokens: 1 }
  const [, year, month, day] = dayForm.exec(first.text) ?? []
  if (year !== undefined) {
    const date = new Date(Number(year), Number(month) - 1, Number(day))
    if (date.getMonth() === Number(month) - 1 && date.getDate() === Number(day)) return { value: dayFrom(date.getFullYear(), date.getMonth(), date.getDate()), tokens: 1 }
  }
  const [, count, attached = ''] = /^(\d+(?:\.\d+)?)(\p{L}*)$/iu.exec(first.text) ?? []
  const unit = attached === '' ? (values[1]?.text ?? '') : attached
  const length = seconds[(unit.endsWith(ago) ? unit.slice(0, -ago.length) : unit).toLowerCase()]
  const from = count === undefined || length === undefined ? Number.NaN : now.getTime() - Number(count) * length * 1000
  if (Math.abs(from) <= 8.64e15) {
    const used = attached === '' ? 2 : 1
    const moment = new Date(from).toISOString()
    return { value: { kind: 'moment', from: moment, to: moment }, tokens: ['ago', ago].includes(values[used]?.text.toLowerCase() ?? '') ? used + 1 : used }
  }
  throw new QueryFault(phrase('{label} is a day, such as 2026-11-28, today or 7 days ago.', { label }), first.place)
}

/** A day in local time; months from 0, days may lie outside of the month. */
function dayFrom(year: number, month: number, day: number): ComparedValue {
  return { kind: 'moment', from: new Date(year, month, day).toISOString(), to: new Date(year, month, day + 1).toISOString() }
}
