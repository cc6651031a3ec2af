// A question to the table of runs as an SQL expression over the index of runs.
import type { Comparison, Condition, Operator } from '@common/run-query/condition'
import type { SqlValue } from './database'
import { indexColumn } from './run-index'

/** An expression that is 0 or 1, and the values of its question marks. */
export interface SqlExpression {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

export function conditionSql(condition: Condition): SqlExpression {
  switch (condition.kind) {
    case 'word':
      return { sql: 'instr(search, ?) > 0', values: [condition.word.toLowerCase()] }
    case 'comparison':
      return comparisonSql(condition)
    case 'not': {
      const { sql, values } = conditionSql(condition.part)
      return { sql: `NOT (${sql})`, values }
    }
    case 'and':
      return joined(condition.parts, 'AND', '1')
    case 'or':
      return joined(condition.parts, 'OR', '0')
  }
}

function joined(parts: readonly Condition[], operator: string, ofNone: string): SqlExpression {
  const expressions = parts.map(conditionSql)
  return { sql: expressions.length === 0 ? ofNone : `(${expressions.map(({ sql }) => sql).join(` ${operator} `)})`, values: expressions.flatMap(({ values }) => values) }
}

/** A run without the value meets no comparison with it, and so the negation of each: `coalesce` makes 0 of SQL's unknown. */
function comparisonSql({ field, operator, value }: Comparison): SqlExpression {
  const column = indexColumn(field)
  const isNegated = operator === '!='
  switch (value.kind) {
    case 'none':
      return { sql: `${column} IS ${isNegated ? 'NOT ' : ''}NULL`, values: [] }
    case 'text':
      if (field === 'tags') {
        return { sql: `${isNegated ? 'NOT ' : ''}EXISTS (SELECT 1 FROM run_tags t WHERE t.run = run_index.run AND t.tag = ? COLLATE NOCASE)`, values: [value.text] }
      }
      return { sql: `coalesce(${column} ${operator} ? COLLATE NOCASE, 0)`, values: [value.text] }
    case 'switch':
      return { sql: `coalesce(${column} ${operator} ?, 0)`, values: [Number(value.isOn)] }
    case 'number':
      return numberSql(column, operator, value.number, value.reach)
    case 'moment':
      return momentSql(column, operator, value.from, value.to)
  }
}

function numberSql(column: string, operator: Operator, number: number, reach: number): SqlExpression {
  if (operator === '=' || operator === '!=') {
    const sql = reach === 0 ? `${column} = ?` : `abs(${column} - ?) < ${reach}`
    return { sql: `coalesce(${operator === '=' ? sql : `NOT (${sql})`}, 0)`, values: [number] }
  }
  return { sql: `coalesce(${column} ${operator} ?, 0)`, values: [number] }
}

/** Moments are texts in ISO 8601, UTC, whose order is that of time. */
function momentSql(column: string, operator: Operator, from: string, to: string): SqlExpression {
  switch (operator) {
    case '=':
      return { sql: `coalesce(${column} >= ? AND ${column} < ?, 0)`, values: [from, to] }
    case '!=':
      return { sql: `coalesce(${column} < ? OR ${column} >= ?, 0)`, values: [from, to] }
    case '<':
    case '>=':
      return { sql: `coalesce(${column} ${operator} ?, 0)`, values: [from] }
    case '<=':
      return { sql: `coalesce(${column} < ?, 0)`, values: [to] }
    case '>':
      return { sql: `coalesce(${column} >= ?, 0)`, values: [to] }
  }
}
