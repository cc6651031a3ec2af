// The layer rules: on a small tree of planted files, each rule of .dependency-cruiser.mjs finds its violation and nothing else.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { afterEach, beforeEach, expect, it } from 'vitest'
import config from '../../.dependency-cruiser.mjs'

/** A violation of each rule: files that import each other in a chain, the last arrow of which is forbidden. */
const plants: Readonly<Record<string, readonly string[]>> = {
  'no-cycles': ['common/a.ts', 'common/b.ts', 'common/a.ts'],
  'no-orphans': ['common/alone.ts'],
  'contract-imports-only-floors-below': ['contract/training/a.ts', 'common/words/b.ts'],
  'language-imports-only-floors-below': ['language/a.ts', 'contract/b.ts'],
  'common-imports-only-floors-below': ['common/words/a.ts', 'main/lab/b.ts'],
  'main-files-imports-only-floors-below': ['main/files/a.ts', 'contract/b.ts'],
  'main-log-imports-only-floors-below': ['main/log/a.ts', 'contract/b.ts'],
  'main-onnx-imports-only-floors-below': ['main/onnx/reading/a.ts', 'main/networks/b.ts'],
  'main-tensorboard-imports-only-floors-below': ['main/tensorboard/a.ts', 'main/onnx/b.ts'],
  'main-networks-imports-only-floors-below': ['main/networks/a.ts', 'main/analysis/b.ts'],
  'main-analysis-imports-only-floors-below': ['main/analysis/a.ts', 'main/lab/models/b.ts'],
  'main-evaluations-imports-only-floors-below': ['main/evaluations/a.ts', 'main/data/b.ts'],
  'main-telemetry-imports-only-floors-below': ['main/telemetry/a.ts', 'main/data/b.ts'],
  'main-data-imports-only-floors-below': ['main/data/a.ts', 'main/networks/b.ts'],
  'main-engine-imports-only-floors-below': ['main/engine/questions/a.ts', 'main/lab/b.ts'],
  'main-lab-imports-only-floors-below': ['main/lab/models/a.ts', 'main/app/b.ts'],
  'main-cli-imports-only-floors-below': ['main/cli/commands/a.ts', 'main/app/b.ts'],
  'main-app-imports-only-floors-below': ['main/app/a.ts', 'renderer/b.ts'],
  'preload-imports-only-floors-below': ['preload/a.ts', 'main/lab/b.ts'],
  'renderer-imports-only-floors-below': ['renderer/areas/runs/a.ts', 'main/networks/b.ts'],
  'main-engine-capabilities-imports-only-floors-below': ['main/engine/capabilities.ts', 'main/engine/runtime/b.ts'],
  'main-engine-autodiff-imports-only-floors-below': ['main/engine/autodiff/rules/a.ts', 'main/engine/program/b.ts'],
  'main-engine-optimizers-imports-only-floors-below': ['main/engine/optimizers/a.ts', 'main/engine/program/b.ts'],
  'main-engine-runtime-imports-only-floors-below': ['main/engine/runtime/a.ts', 'main/engine/program/b.ts'],
  'main-engine-program-imports-only-floors-below': ['main/engine/program/a.ts', 'main/engine/runtime/b.ts'],
  'main-engine-plan-imports-only-floors-below': ['main/engine/plan/a.ts', 'main/engine/evaluation/b.ts'],
  'main-engine-training-drawing-and-trainer-imports-only-floors-below': ['main/engine/training/trainer/a.ts', 'main/engine/training/run/b.ts'],
  'main-engine-training-fitting-imports-only-floors-below': ['main/engine/training/fitting/a.ts', 'main/engine/training/run/b.ts'],
  'main-engine-evaluation-imports-only-floors-below': ['main/engine/evaluation/a.ts', 'main/engine/training/run/b.ts'],
  'main-engine-telemetry-imports-only-floors-below': ['main/engine/telemetry/a.ts', 'main/engine/training/run/b.ts'],
  'main-engine-training-checkpoints-and-run-imports-only-floors-below': ['main/engine/training/run/a.ts', 'main/engine/questions/b.ts'],
  'main-engine-inspection-imports-only-floors-below': ['main/engine/inspection/a.ts', 'main/engine/questions/b.ts'],
  'main-engine-questions-imports-only-floors-below': ['main/engine/questions/a.ts', 'main/engine/engine-service.ts'],
  'renderer-fields-knows-no-area': ['renderer/fields/a.ts', 'renderer/areas/training/b.ts'],
  'renderer-charts-knows-no-area': ['renderer/charts/a.ts', 'renderer/areas/runs/b.ts'],
  'renderer-images-knows-no-area': ['renderer/images/a.ts', 'renderer/areas/training/b.ts'],
  'renderer-frame-knows-no-area': ['renderer/frame/a.ts', 'renderer/areas/devices/b.ts'],
  'only-the-engine-process-imports-the-engine': ['main/store-thread.ts', 'main/engine/engine-service.ts'],
  'no-words-before-the-language-is-chosen': ['main/cli.ts', 'contract/problem.ts'],
  'contract-and-common-know-no-node': ['common/a.ts', 'node:fs'],
  'page-and-preload-know-no-node': ['renderer/areas/runs/a.ts', 'node:path'],
  'threads-of-the-page-say-no-words': ['renderer/areas/models/layout-worker.ts', 'common/diagram/b.ts', 'language/phrase.ts'],
  'only-the-engine-knows-onnx-runtime': ['main/analysis/a.ts', 'onnxruntime-node'],
  'only-app-and-preload-import-electron': ['main/lab/a.ts', 'electron'],
  'only-tests-import-testing': ['main/lab/a.ts', 'main/lab/testing/b.ts'],
}

/** Arrows that the rules allow, from each kind of file that has rights of its own. */
const allowed: readonly (readonly string[])[] = [
  ['main/app/start.ts', 'electron'],
  ['main/index.ts', 'main/files/home-language.ts', 'language/languages.ts'],
  ['main/cli.ts', 'main/cli/start.ts', 'main/lab/a.ts'],
  ['main/app/a.ts', 'preload/channels.ts', 'contract/c.ts'],
  ['main/engine-process.ts', 'main/engine/engine-service.ts', 'main/engine/questions/a.ts', 'main/engine/training/run/b.ts', 'main/engine/evaluation/c.ts'],
  ['main/engine/evaluation/a.ts', 'main/engine/training/trainer/b.ts', 'main/engine/runtime/c.ts', 'onnxruntime-node'],
  ['main/engine/training/trainer/a.test.ts', 'main/engine/questions/b.ts'],
  ['main/engine/autodiff/testing/a.ts', 'main/engine/runtime/b.ts'],
  ['main/lab/a.ts', 'main/analysis/b.ts', 'main/networks/c.ts', 'main/onnx/d.ts'],
  ['renderer/App.vue', 'renderer/areas/runs/a.ts', 'renderer/charts/b.ts', 'common/charts/c.ts', 'contract/d.ts'],
  ['renderer/frame/router.ts', 'renderer/areas/runs/a.ts'],
]

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cnn-lab-layers-'))
  const { compilerOptions } = JSON.parse(readFileSync('tsconfig.base.json', 'utf8')) as { compilerOptions: object }
  // Without a base, aliases would lead into this project.
  write('tsconfig.base.json', JSON.stringify({ compilerOptions: { ...compilerOptions, baseUrl: '.', ignoreDeprecations: '6.0' } }))
  for (const name of ['electron', 'onnxruntime-node']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
    write(`node_modules/${name}/index.js`, '')
  }
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

/** Whether it is a file of the tree: else it is a package, a module of Node, or a path through an alias. */
const isFile = (name: string): boolean => /^(language|contract|common|main|preload|renderer)\//.test(name)

/** Writes files, each of which imports the next. */
function plant(chain: readonly string[]): void {
  chain.forEach((file, index) => {
    if (!isFile(file) || chain.indexOf(file) < index) return // of a cycle, the first file comes last again
    const next = chain[index + 1]
    const target = next !== undefined && isFile(next) ? `./${relative(dirname(file), next)}` : next
    const text = target === undefined ? 'export const value = 1\n' : `import * as other from '${target.replace(/\.ts$/, '')}'\nexport const value = other\n`
    write(file, file.endsWith('.vue') ? `<script setup lang="ts">\n${text}</script>\n` : text)
  })
}

/** Names of the rules that the tree breaks. */
async function broken(): Promise<string[]> {
  const options = config.options ?? {}
  const fileName = join(root, options.tsConfig?.fileName ?? '')
  const ruleSet = { forbidden: config.forbidden ?? [], options: { ...options, tsConfig: { fileName } } }
  const folders = ['language', 'contract', 'common', 'main', 'preload', 'renderer'].filter((folder) => existsSync(join(root, folder)))
  const { output } = await cruise(folders, { ...options, tsConfig: { fileName }, baseDir: root, validate: true, ruleSet }, { ...options.enhancedResolveOptions, bustTheCache: true }, {
    tsConfig: extractTSConfig(fileName),
  })
  return [...new Set((output as ICruiseResult).summary.violations.map(({ rule }) => rule.name))]
}

it('each rule has its plant', () => {
  expect(Object.keys(plants).toSorted()).toEqual(config.forbidden?.map(({ name }) => name ?? '').toSorted())
})

it.each(Object.entries(plants))('%s', async (rule, chain) => {
  plant(chain)
  expect(await broken()).toEqual([rule])
})

it('an arrow through an alias counts as any other', async () => {
  plant(['main/files/a.ts', '@contract/b'])
  plant(['contract/b.ts'])
  expect(await broken()).toEqual(['main-files-imports-only-floors-below'])
})

it.each(allowed.map((chain) => [chain.join(' -> '), chain] as const))('%s is allowed', async (_, chain) => {
  plant(chain)
  expect(await broken()).toEqual([])
})
