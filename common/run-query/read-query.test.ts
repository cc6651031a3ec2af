// Words and conditions of the table of runs: what is understood, what is refused and where, and that no text makes the reader fail.
import { figureNames, runFigures } from '@contract/runs/run-figures'
import { settingAt, settingPaths } from '@contract/training/settings/table'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison, Condition } from './condition'
import { conditionWords } from './condition-words'
import { QueryFault } from './query-fault'
import { readQuery } from './read-query'
import { fieldNamed, fieldNames } from './run-fields'

const read = (text: string): Condition => readQuery(text).condition

function comparison(text: string): Comparison {
  const condition = read(text)
  if (condition.kind !== 'comparison') throw new Error(`${text} is no comparison but ${JSON.stringify(condition)}`)
  return condition
}

function fault(text: string): QueryFault {
  try {
    read(text)
  } catch (error) {
    if (error instanceof QueryFault) return error
    throw error
  }
  throw new Error(`${text} is understood`)
}

describe('words and conditions', () => {
  it.each([
    ['', ''],
    ['lenet', '“lenet” occurs'],
    ['"and or" lenet', '“and or” occurs, and “lenet” occurs'],
    ['test accuracy > 0.88 and dropout = 0', 'test accuracy is above 88.0 %, and dropout is 0'],
    ['lenet test accuracy>=88% learning rate<0.1', '“lenet” occurs, and test accuracy is at least 88.0 %, and learning rate is below 0.1'],
    ['not (tag = baseline or optimizer = sgd with momentum) AlexNet', 'not: (tag is “baseline”, or optimizer is “SGD with momentum”), and “AlexNet” occurs'],
    ['a or b and c', '“a” occurs, or (“b” occurs, and “c” occurs)'],
    ['time > 2 h', 'time is above 2 h 0 min'],
    ['memory ≤ 1.5GB', 'memory is at most 1.50 GB'],
    ['train on first = all', 'train on first is missing'],
    ['note != none', 'note is there'],
    ['optimizer.learningRate = 1e-3', 'learning rate is 0.001'],
    ['lr = .1 seed = 1', 'learning rate is 0.1, and seed is 1'],
    ['parameters > 1 M images/s > 1,000', 'parameters is above 1.00 M, and images/s is above 1,000'],
    ['status = complete and network = alexnet', 'status is “complete”, and network is “AlexNet”'],
    ['random flip > 0 pinned = no', 'random flip is above 0, and pinned is no'],
    ['random shift = 4 px', 'random shift is 4'],
    ['network = "My net 3"', 'network is “My net 3”'],
  ])('%s', (text, words) => {
    expect(conditionWords(read(text)).replaceAll('\u00a0', ' ')).toBe(words)
  })

  it('counts a measured figure as equal within its written digits, a setting only exactly', () => {
    expect(comparison('test accuracy = 88.1 %').value).toEqual({ kind: 'number', number: 0.881, reach: expect.closeTo(0.0005, 10) as number })
    expect(comparison('dropout = 0.5').value).toEqual({ kind: 'number', number: 0.5, reach: 0 })
    expect(comparison('dropout = 50 %').value).toEqual({ kind: 'number', number: 0.5, reach: 0 })
  })

  it('takes a day from its first moment to the next one in local time', () => {
    const { value } = comparison('made = 2025-03-30')
    expect(value).toEqual({ kind: 'moment', from: new Date(2025, 2, 30).toISOString(), to: new Date(2025, 2, 31).toISOString() })
    const ago = comparison('ended < 7 days ago').value
    expect(ago.kind === 'moment' && (Date.now() - Date.parse(ago.from)) / 86_400_000).toBeCloseTo(7, 3)
  })
})

describe('what is not understood', () => {
  it.each([
    ['tset accuracy > 0.8', 'There is no setting or figure “tset accuracy”. Did you mean test accuracy?', 'tset accuracy'],
    ['lenet dropuot = 0', 'There is no setting or figure “dropuot”. Did you mean dropout?', 'dropuot'],
    ['colour = 3', 'There is no setting or figure “colour”.', 'colour'],
    ['test accuracy > 88', '“Test accuracy” is a part of 1: write 88 % or 0.88.', '88'],
    ['test accuracy >', 'A value is missing behind “Test accuracy” >.', '>'],
    ['test accuracy > high', '“Test accuracy” is a number, and “high” is none.', 'high'],
    ['> 3', 'The name of a setting or figure is missing before >.', '>'],
    ['optimizer = adam', '“Optimizer” is never “adam”. Did you mean adamw?', 'adam'],
    ['optimizer > sgd', '“Optimizer” can only be compared with = and !=.', '>'],
    ['memory > 3kg', '“kg” is no unit of “Memory”: b, kb, mb, gb, tb.', '3kg'],
    ['dropout < none', 'A missing value is neither larger nor smaller: write “Dropout” = none or “Dropout” != none.', 'none'],
    ['made > 2025-02-30', '“Made” is a day, such as 2026-11-28, today or 7 days ago.', '2025-02-30'],
    ['(a or b', 'This parenthesis is not closed.', '('],
    ['a)', 'This parenthesis closes none.', ')'],
    ['()', 'There is nothing between these parentheses.', '()'],
    ['a and', 'Something is missing at the end.', ''],
    ['or a', 'Something is missing before “or”.', 'or'],
    ['"a', 'The quotation mark is not closed.', '"a'],
    ['pinned = maybe', '“Pinned” is yes or no.', 'maybe'],
  ])('%s', (text, message, part) => {
    const { message: told, place } = fault(text)
    expect([told, text.slice(place.from, place.to)]).toEqual([message, part])
  })

  it('bounds the depth and the number of terms, so that SQLite takes what comes of it', () => {
    expect(fault('('.repeat(500)).message).toContain('parentheses within one another')
    expect(fault('not '.repeat(500)).message).toContain('parentheses within one another')
    expect(fault('a '.repeat(500)).message).toContain('more than 200')
  })
})

it('knows every figure and every setting by its label and its path, and no name stands for two', () => {
  for (const path of settingPaths) {
    expect([path, fieldNamed(path)]).toEqual([path, path])
    expect([path, fieldNamed(settingAt(path).label)]).toEqual([path, path])
  }
  for (const name of figureNames) expect([name, fieldNamed(runFigures[name].label)]).toEqual([name, name])
})

it('understands any text or says at which place it does not', () => {
  const piece = fc.oneof(
    fc.constantFrom('and', 'or', 'not', '(', ')', '=', '!=', '<', '>=', '"', '88 %', '0.5', '2 h', 'none', '2025-03-03', ...fieldNames),
    fc.string({ maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join(' ')
      try {
        const { condition, roles } = readQuery(text)
        conditionWords(condition)
        expect(roles.every(({ from, to }, index) => from < to && to <= text.length && from >= (roles[index - 1]?.to ?? 0))).toBe(true)
      } catch (error) {
        if (!(error instanceof QueryFault)) throw error
        expect(error.place.from).toBeGreaterThanOrEqual(0)
        expect(error.place.to).toBeLessThanOrEqual(text.length)
        expect(error.message).not.toBe('')
      }
    }),
    { numRuns: 300 },
  )
})

/** A condition of known parts as one would write it, fully in parentheses. */
const conditions = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.stringMatching(/^[a-z]{2,8}$/).filter((word) => !['and', 'or', 'not'].includes(word)).map((word): Condition => ({ kind: 'word', word })),
    fc.tuple(fc.constantFrom('dropout', 'seed', 'testAccuracy'), fc.constantFrom('=', '<', '>=' as const), fc.constantFrom(0, 0.25, 1)).map(
      ([name, operator, number]): Condition => ({ kind: 'comparison', field: fieldNamed(name) ?? 'title', operator, value: { kind: 'number', number, reach: 0 } }),
    ),
    tie('node').map((part): Condition => ({ kind: 'not', part })),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 })).map(([kind, parts]): Condition => ({ kind, parts })),
  ),
})).node

function written(condition: Condition): string {
  switch (condition.kind) {
    case 'word':
      return condition.word
    case 'comparison':
      return `${condition.field} ${condition.operator} ${condition.value.kind === 'number' ? condition.value.number : ''}`
    case 'not':
      return `not (${written(condition.part)})`
    default:
      return condition.parts.map((part) => `(${written(part)})`).join(` ${condition.kind} `)
  }
}

const withoutReach = (condition: Condition): unknown => JSON.parse(JSON.stringify(condition, (key, value: unknown) => (key === 'reach' ? 0 : value)))

it('reads back what was written out of a condition', () => {
  fc.assert(
    fc.property(conditions, (condition) => {
      expect(withoutReach(read(written(condition)))).toEqual(withoutReach(condition))
    }),
    { numRuns: 200 },
  )
})
