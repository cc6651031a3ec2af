// The layer rules of ARCHITECTURE.md, checked by `npm run check:layers`; scripts/test/layers.test.ts plants a violation of each.

/** Everything of ours that has a floor. */
const ours = '(language|contract|common|main|preload|renderer)/'

/** Tests, and what only tests use: they may reach any floor. */
const tests = '\\.test\\.ts$|/testing/'

/** The floors of the house with the floors that each may import beside itself. What is not listed is an arrow upward. */
const floors = {
  language: [],
  contract: ['language'],
  common: ['language', 'contract'],
  'main/files': ['language', 'common'],
  'main/log': ['language', 'common'],
  'main/onnx': ['language', 'contract', 'common', 'main/files'],
  'main/networks': ['language', 'contract', 'common', 'main/files', 'main/onnx'],
  'main/analysis': ['language', 'contract', 'common', 'main/onnx', 'main/networks'],
  'main/tensorboard': ['language', 'contract', 'common', 'main/files'],
  'main/evaluations': ['language', 'contract', 'common', 'main/files'],
  'main/telemetry': ['language', 'contract', 'common', 'main/files'],
  'main/data': ['language', 'contract', 'common', 'main/files'],
  'main/engine': ['language', 'contract', 'common', 'main/files', 'main/log', 'main/onnx', 'main/networks', 'main/analysis', 'main/data', 'main/evaluations', 'main/telemetry'],
  'main/lab': ['language', 'contract', 'common', 'main/files', 'main/log', 'main/onnx', 'main/networks', 'main/analysis', 'main/data', 'main/evaluations', 'main/telemetry', 'main/tensorboard'],
  'main/cli': ['language', 'contract', 'common', 'main/files', 'main/log', 'main/networks', 'main/analysis', 'main/data', 'main/lab', 'main/evaluations'],
  'main/app': ['language', 'contract', 'common', 'main/files', 'main/log', 'main/lab', 'preload/channels'],
  preload: ['language', 'contract', 'common'],
  renderer: ['language', 'contract', 'common'],
}

/** The floors inside the engine, in the same way: evaluation and telemetry feed images as the trainers do, and a run evaluates and looks. */
const engineFloors = {
  'capabilities\\.ts': [],
  autodiff: ['capabilities\\.ts'],
  optimizers: ['capabilities\\.ts', 'autodiff'],
  runtime: ['capabilities\\.ts'],
  program: ['capabilities\\.ts', 'autodiff', 'optimizers'],
  plan: ['capabilities\\.ts', 'autodiff', 'optimizers', 'runtime', 'program'],
  'training/(drawing|trainer)': ['capabilities\\.ts', 'autodiff', 'optimizers', 'runtime', 'program'],
  'training/fitting': ['capabilities\\.ts', 'autodiff', 'runtime', 'program', 'training/(drawing|trainer)'],
  evaluation: ['capabilities\\.ts', 'autodiff', 'runtime', 'program', 'training/(drawing|trainer)'],
  telemetry: ['capabilities\\.ts', 'autodiff', 'optimizers', 'runtime', 'program', 'training/(drawing|trainer)'],
  'training/(checkpoints|run)': ['capabilities\\.ts', 'autodiff', 'optimizers', 'runtime', 'program', 'plan', 'evaluation', 'telemetry', 'training'],
  inspection: ['capabilities\\.ts', 'autodiff', 'runtime', 'program', 'evaluation', 'training'],
  questions: ['capabilities\\.ts', 'autodiff', 'optimizers', 'runtime', 'program', 'plan', 'evaluation', 'training', 'inspection'],
}

/** The floors inside the page: parts that areas use know no area. The router names the areas' views, which it loads when they are asked for. */
const pageFloors = ['fields', 'charts', 'images', 'frame(?!/router\\.ts$)']

/** @param {string} name @param {import('dependency-cruiser').IRegularForbiddenRuleType['from']} from @param {import('dependency-cruiser').IRegularForbiddenRuleType['to']} to @returns {import('dependency-cruiser').IRegularForbiddenRuleType} */
const forbidden = (name, from, to) => ({ name, severity: 'error', from, to })

/** A name for a rule from a pattern. @param {string} pattern */
const nameOf = (pattern) => pattern.replace(/\(\?!.*\)$/, '').replace(/\\\.ts$/, '').replaceAll(/[()]/g, '').replaceAll('/', '-').replaceAll('|', '-and-')

/** What a floor must not import: anything of `within` but itself and the floors listed. @param {string} within @param {string} floor @param {readonly string[]} below */
const onlyBelow = (within, floor, below) =>
  forbidden(
    `${nameOf(within + floor)}-imports-only-floors-below`,
    { path: `^${within}${floor}(/|$)`, pathNot: tests },
    { path: within === '' ? `^${ours}` : `^${within}`, pathNot: `^${within}(${[floor, ...below].join('|')})(/|\\.ts$|$)|/testing/` },
  )

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbidden('no-cycles', {}, { circular: true }),
    forbidden('no-orphans', { orphan: true, pathNot: '\\.d\\.ts$|\\.config\\.' }, {}),
    ...Object.entries(floors).map(([floor, below]) => onlyBelow('', floor, below)),
    ...Object.entries(engineFloors).map(([floor, below]) => onlyBelow('main/engine/', floor, below)),
    ...pageFloors.map((floor) => forbidden(`renderer-${nameOf(floor)}-knows-no-area`, { path: `^renderer/${floor}`, pathNot: tests }, { path: '^renderer/(areas/|App\\.vue$)' })),
    // The program of the thread that draws ahead is a bundle of its own.
    forbidden('only-the-engine-process-imports-the-engine', { path: '^main/', pathNot: `^main/(engine/|engine-process\\.ts$|draw-thread\\.ts$)|${tests}` }, { path: '^main/engine/' }),
    forbidden('contract-and-common-know-no-node', { path: '^(language|contract|common)/', pathNot: tests }, { dependencyTypes: ['core'] }),
    forbidden('page-and-preload-know-no-node', { path: '^(preload|renderer)/', pathNot: tests }, { dependencyTypes: ['core'] }),
    // Words are said as modules load, in the language that is known by then.
    forbidden('no-words-before-the-language-is-chosen', { path: '^main/(index|cli|files/home-language|lab/home)\\.ts$' }, { path: `^${ours}`, pathNot: '^(language/languages|main/files/home-language|main/lab/home|main/app/start|main/cli/start)\\.ts$' }),
    // A thread of the page is a bundle of its own and knows no language: with one phrase, it would carry all of them in every language.
    { name: 'threads-of-the-page-say-no-words', severity: 'error', from: { path: '^renderer/.*-worker\\.ts$' }, to: { path: '^language/phrase\\.ts$', reachable: true } },
    forbidden('only-the-engine-knows-onnx-runtime', { path: `^${ours}`, pathNot: `^main/engine/|${tests}` }, { path: '(^|node_modules/)onnxruntime-' }),
    forbidden('only-app-and-preload-import-electron', { path: `^${ours}`, pathNot: '^(main/app/|preload/)' }, { path: '(^|node_modules/)electron(/|$)' }),
    forbidden('only-tests-import-testing', { path: `^${ours}`, pathNot: tests }, { path: '/testing/|\\.test\\.ts$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
