// What a campaign of damaged inputs tells: a table of inputs by reader, and where findings were left.

/** @typedef {import('./watched-reading.mjs').Result} Result */

/** Columns with a number of each reader, which add up. @satisfies {Readonly<Record<string, (result: Result) => number>>} */
const columns = {
  inputs: ({ cases }) => cases,
  read: ({ read, agrees }) => read + agrees,
  'and agree': ({ agrees }) => agrees,
  refused: ({ refused }) => refused,
  seconds: ({ seconds }) => seconds,
  'of processor': ({ processor }) => processor,
  findings: ({ findings }) => findings.length,
}

/** @param {readonly Result[]} results @returns {string} lines for the terminal */
export function reportOf(results) {
  const numbers = results.map((result) => Object.values(columns).map((column) => column(result)))
  const sums = Object.keys(columns).map((_, index) => numbers.reduce((sum, row) => sum + (row[index] ?? 0), 0))
  const rows = [['reader', ...Object.keys(columns)], ...numbers.map((row, index) => [results[index]?.reader ?? '', ...row.map(words)]), ['in all', ...sums.map(words)]]
  const lines = rows.map((row) => row.map((cell, index) => (index === 0 ? cell.padEnd(18) : cell.padStart(13))).join(''))
  const findings = results.flatMap(({ reader, findings }) => findings.map(({ number, folder, trouble }) => `\n${reader}, input ${number}, left in ${folder}:\n${trouble}`))
  return `${[...lines, ...findings].join('\n')}\n`
}

/** @param {number} number */
const words = (number) => number.toLocaleString('en')
