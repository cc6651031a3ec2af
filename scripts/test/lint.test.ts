// Types and lint of the code (.oxlintrc.json) and of components (eslint.config.mjs): each kind of fault is found, and no rule of typescript-eslint's strict presets is missing.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tseslint from 'typescript-eslint'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'

const severity = z.union([z.string(), z.number()])
const rulesSchema = z.record(z.string(), z.union([severity, z.tuple([severity]).rest(z.unknown())]))
const isOff = (rule: z.infer<typeof rulesSchema>[string]): boolean => ['off', 0].includes(Array.isArray(rule) ? rule[0] : rule)

it('has every rule of the strict and stylistic presets but the two that cost a third of the time', () => {
  const text = readFileSync('.oxlintrc.json', 'utf8').replaceAll(/^\/\/.*$/gm, '')
  const { rules } = z.object({ rules: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text))
  const ours = new Set(Object.keys(rules).map((name) => name.slice(name.indexOf('/') + 1)))
  const preset = [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked].flatMap((config) => Object.entries(rulesSchema.parse(config.rules ?? {})))
  const wanted = Object.entries(Object.fromEntries(preset)).filter(([, rule]) => !isOff(rule))
  expect(wanted.length).toBeGreaterThan(80)
  const missing = wanted.map(([name]) => name.replace('@typescript-eslint/', '')).filter((name) => !ours.has(name))
  expect(missing).toEqual(['no-unsafe-class-instance-assignment', 'no-unsafe-enum-assignment'])
})

/** Kinds of fault, each planted in a file of its own. */
const plants = [
  ['wrong type', 'export const width: number = "96"\n', 'typescript(TS2322)'],
  ['index that may be missing', 'export const first = (list: readonly string[]): string => list[0]\n', 'typescript(TS2322)'],
  ['unused local', 'export function none(): void {\n  const unused = 1\n}\n', 'typescript(TS6133)'],
  ['any', 'export const anything: any = 1\n', 'typescript(no-explicit-any)'],
  ['forgotten promise', 'export function begin(): void {\n  Promise.resolve(1)\n}\n', 'typescript(no-floating-promises)'],
  ['condition that is always true', 'export const isLong = (list: readonly string[]): boolean => list ? list.length > 3 : false\n', 'typescript(no-unnecessary-condition)'],
] as const

/** Faults of a component, each in one of its own: the script, what stands around it, and the rule that finds it. */
const componentPlants = [
  ['any of a component', 'export interface Unused { readonly any: any }', '<p>{{ 1 }}</p>', '@typescript-eslint/no-explicit-any'],
  ['value without a type', 'const value = JSON.parse("1")\nconst more: number = value', '<p>{{ more }}</p>', '@typescript-eslint/no-unsafe-assignment'],
  ['forgotten promise of a component', 'Promise.resolve(1)', '<p>{{ 1 }}</p>', '@typescript-eslint/no-floating-promises'],
  ['condition that is always true in a component', "import { label } from './label'\nconst text = label ? 1 : 2", '<p>{{ text }}</p>', '@typescript-eslint/no-unnecessary-condition'],
  ['list of a template without keys', 'const items = [1]', '<p v-for="item in items">{{ item }}</p>', 'vue/require-v-for-key'],
] as const

let root: string
let found: string
let foundInComponents: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cnn-lab-lint-'))
  mkdirSync(join(root, 'main'))
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ extends: join(process.cwd(), 'tsconfig.base.json'), include: ['main'] }))
  for (const [name, text] of plants) writeFileSync(join(root, 'main', `${name.replaceAll(' ', '-')}.ts`), text)
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '-c', '.oxlintrc.json', '--format', 'unix', root], { encoding: 'utf8' })
  expect(status).toBe(1)
  found = stdout
  foundInComponents = lintedComponents(root)
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

/** @returns what the project's own rules find in the planted components */
function lintedComponents(folder: string): string {
  mkdirSync(join(folder, 'renderer'))
  for (const name of ['node_modules', 'scripts']) symlinkSync(join(process.cwd(), name), join(folder, name))
  for (const name of ['eslint.config.mjs', 'tsconfig.base.json', 'tsconfig.web.json']) copyFileSync(name, join(folder, name))
  writeFileSync(join(folder, 'renderer', 'label.ts'), 'export const label: { readonly text: string } = { text: "" }\n')
  for (const [name, script, template] of componentPlants) writeFileSync(join(folder, 'renderer', componentFile(name)), `<script setup lang="ts">\n${script}\n</script>\n\n<template>\n  ${template}\n</template>\n`)
  return spawnSync(process.execPath, ['node_modules/eslint/bin/eslint.js', 'renderer/**/*.vue', '--format', 'json'], { cwd: folder, encoding: 'utf8' }).stdout
}

const componentFile = (name: string): string => `${name.replaceAll(' ', '-')}.vue`

it.each(plants)('%s is found', (name, _, rule) => {
  const lines = found.split('\n').filter((line) => line.includes(`${name.replaceAll(' ', '-')}.ts`))
  expect(lines.join('\n')).toContain(rule)
})

it.each(componentPlants)('%s is found', (name, _, __, rule) => {
  const files = z.array(z.object({ filePath: z.string(), messages: z.array(z.object({ ruleId: z.string().nullable() })) })).parse(JSON.parse(foundInComponents))
  const messages = files.find(({ filePath }) => filePath.endsWith(`/${componentFile(name)}`))?.messages ?? []
  expect(messages.map(({ ruleId }) => ruleId)).toContain(rule)
})
