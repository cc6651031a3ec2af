// Reads how many tests passed from the reports of vitest and Playwright.
import { existsSync, readFileSync } from 'node:fs'

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @typedef {object} VitestReport the part of vitest's JSON report that is read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one per file
 */

/**
 * @typedef {object} PlaywrightReport the part of Playwright's JSON report that is read here
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors that belong to no test
 */

/** @type {Counts} */
const none = { passed: 0, failed: 0, skipped: 0 }

/**
 * A file that failed before any of its tests ran (it cannot be imported, say) counts as one failure.
 * @param {string} file vitest's JSON report
 * @returns {Counts} all zero when the file is missing: the tests never ran
 */
export function countsOfVitest(file) {
  const report = /** @type {VitestReport | undefined} */ (contentOf(file))
  if (report === undefined) return none
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * An error that belongs to no test (no tests found, say) counts as one failure.
 * @param {string} file Playwright's JSON report
 * @returns {Counts} all zero when the file is missing: the tests never ran
 */
export function countsOfPlaywright(file) {
  const report = /** @type {PlaywrightReport | undefined} */ (contentOf(file))
  if (report === undefined) return none
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped }
}

/** @param {Counts[]} all @returns {Counts} */
export function sumOf(all) {
  return all.reduce(
    (sum, { passed, failed, skipped }) => ({ passed: sum.passed + passed, failed: sum.failed + failed, skipped: sum.skipped + skipped }),
    none,
  )
}

/** @param {Counts} counts @returns {string} e.g. `214 passed, 0 failed, 2 skipped` */
export function inOneLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
}

/** @param {string} file @returns {unknown} */
function contentOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
