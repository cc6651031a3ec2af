// Counting tests from the runners' reports.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countsOfPlaywright, countsOfVitest, inOneLine, sumOf } from './counts.mjs'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

function reportOf(content: object): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

describe('countsOfVitest', () => {
  const counted = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
  const failedTest = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] }

  it('counts tests', () => {
    expect(countsOfVitest(reportOf({ ...counted, testResults: [failedTest] }))).toEqual({ passed: 5, failed: 1, skipped: 3 })
  })

  it('counts a file that could not be run as a failure', () => {
    const broken = { status: 'failed', assertionResults: [] }
    expect(countsOfVitest(reportOf({ ...counted, testResults: [failedTest, broken] }))).toMatchObject({ failed: 2 })
  })
})

describe('countsOfPlaywright', () => {
  it('counts tests, and a test that passed in the end as passed', () => {
    const report = reportOf({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] })
    expect(countsOfPlaywright(report)).toEqual({ passed: 5, failed: 1, skipped: 2 })
  })

  it('counts an error outside the tests as a failure', () => {
    const report = reportOf({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'No tests found' }] })
    expect(countsOfPlaywright(report)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})

it('counts nothing where nothing ran', () => {
  const missing = join(folder, 'missing.json')
  expect(sumOf([countsOfVitest(missing), countsOfPlaywright(missing)])).toEqual({ passed: 0, failed: 0, skipped: 0 })
})

it('adds up and writes one line', () => {
  const sum = sumOf([{ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 }])
  expect(inOneLine(sum)).toBe('5 passed, 1 failed')
  expect(inOneLine({ ...sum, skipped: 4 })).toBe('5 passed, 1 failed, 4 skipped')
})
