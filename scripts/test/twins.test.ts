// The search for twins (.jscpd.json): six lines that stand in two places are found, except in tests and generated code, and imports are none.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

/** Seven lines that do something. */
const passage = `export function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.map((value) => (value - mean) ** 2)
  const variance = squares.reduce((sum, square) => sum + square, 0) / (values.length - 1)
  if (!Number.isFinite(variance)) return 0
  return Math.sqrt(variance)
}
`
const imports = ['benchmark', 'calibrate', 'differentiate', 'exportNetwork', 'importNetwork', 'probe', 'profile', 'summarize']
  .map((name) => `import { ${name} } from './${name}'\n`)
  .join('')

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cnn-lab-twins-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

/** Plants files and counts the twins that the search finds among them. */
function twinsIn(files: Readonly<Record<string, string>>): number {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/jscpd/run-jscpd.js', '--config', '.jscpd.json', '--no-colors', root], { encoding: 'utf8' })
  const [, count] = /^Found (\d+) clones\.$/m.exec(stdout) ?? []
  expect(status).toBe(count === '0' ? 0 : 1)
  return Number(count)
}

/** The passage among lines that no other file has. */
const around = (name: string, text: string): string => `export const ${name} = '${name}'\n\n${text}\nexport default ${name}\n`

it.each([
  ['two files', { 'common/a.ts': around('a', passage), 'main/lab/b.ts': around('b', passage) }],
  ['a component and a file', { 'common/a.ts': around('a', passage), 'renderer/B.vue': `<script setup lang="ts">\n${passage}</script>\n` }],
  ['scripts', { 'scripts/a.mjs': around('a', passage.replaceAll(/: (readonly )?number(\[\])?/g, '')), 'scripts/b.mjs': around('b', passage.replaceAll(/: (readonly )?number(\[\])?/g, '')) }],
])('%s with the same passage are twins', (_, files) => {
  expect(twinsIn(files)).toBe(1)
})

it.each([
  ['of a test', 'common/b.test.ts', passage],
  ['of what only tests use', 'main/lab/testing/b.ts', passage],
  ['of generated code', 'main/onnx/generated/b.ts', passage],
  ['of a window test', 'e2e/b.ts', passage],
  ['of four lines', 'main/lab/b.ts', passage.split('\n').slice(0, 4).join('\n')],
])('the passage %s is none', (_, file, text) => {
  expect(twinsIn({ 'common/a.ts': around('a', passage), [file]: around('b', text) })).toBe(0)
})

it('a list of imports is none', () => {
  const other = `export const table = [${Array.from({ length: 40 }, (_, index) => index).join(', ')}]`
  expect(twinsIn({ 'common/a.ts': `${imports}\n${passage}`, 'common/b.ts': `${imports}\n${other}\n` })).toBe(0)
})
