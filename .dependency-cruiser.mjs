// The layer rules of ARCHITECTURE.md, checked by `npm run check:layers`.
/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contract-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^contract/' },
      to: { path: '^(main|preload|renderer)/' },
    },
    {
      name: 'engine-and-data-know-no-lab-no-app',
      severity: 'error',
      from: { path: '^main/(engine|data)/' },
      to: { path: '^main/(lab|app|index|cli|engine-process)' },
    },
    {
      name: 'files-know-nothing-of-ours',
      severity: 'error',
      from: { path: '^main/files/' },
      to: { path: '^(contract|main/(?!files/))' },
    },
    {
      name: 'lab-reaches-the-engine-only-through-messages',
      severity: 'error',
      from: { path: '^main/lab/', pathNot: '\\.test\\.ts$' },
      to: { path: '^main/(engine|app|index|cli|engine-process)' },
    },
    {
      name: 'only-app-index-preload-import-electron',
      severity: 'error',
      from: { path: '.*', pathNot: '^(main/app/|main/index\\.ts|preload/)' },
      to: { path: 'electron$|node_modules/electron/' },
    },
    {
      name: 'renderer-imports-only-contract-and-itself',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main|preload)/' },
    },
    {
      name: 'preload-imports-only-contract',
      severity: 'error',
      from: { path: '^preload/' },
      to: { path: '^(main|renderer)/' },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$|\\.config\\.' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
