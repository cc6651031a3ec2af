// Builds the three programs of the lab: main (window, engine process, command line), preload, renderer.
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import { alias } from './alias.config.mjs'
import type * as LabApi from './contract/api/lab-api'
import { licencePlugins } from './scripts/licences/licences-plugin.mjs'

/** KaTeX offers each font in three formats; Electron takes the first, so the others are not bundled. */
const onlyWoff2 = {
  name: 'only-woff2',
  enforce: 'pre' as const,
  transform: (code: string, id: string): string | null => (/katex(\.min)?\.css/.test(id) ? code.replaceAll(/,url\([^)]*\.(woff|ttf)\) format\("(woff|truetype)"\)/g, '') : null),
}

const licences = licencePlugins(fileURLToPath(new URL('.', import.meta.url)))

/** The contract of the page and the lab, of which the preload script gets the names of all calls alone. */
const { module: contract } = await runnerImport<typeof LabApi>(fileURLToPath(new URL('contract/api/lab-api.ts', import.meta.url)), { resolve: { alias } })

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [licences.collecting],
    build: {
      target: 'node20',
      // Bundled, the used parts of them are a few files instead of 130: the command line and every engine process start a quarter sooner.
      externalizeDeps: { exclude: ['zod', '@bufbuild/protobuf'] },
      rolldownOptions: {
        input: { index: 'main/index.ts', 'engine-process': 'main/engine-process.ts', 'draw-thread': 'main/draw-thread.ts', 'decode-thread': 'main/decode-thread.ts', 'store-thread': 'main/store-thread.ts', cli: 'main/cli.ts' },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    resolve: { alias },
    define: { labCallNames: JSON.stringify(contract.labCalls) },
    plugins: [licences.collecting],
    build: {
      target: 'node20',
      externalizeDeps: false, // a sandboxed preload can load nothing but itself
      rolldownOptions: { input: { index: 'preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    resolve: { alias },
    plugins: [
      onlyWoff2,
      licences.writing,
      vue(),
      ui({
        colorMode: false, // renderer/frame/theme.ts does that, with the system's theme as a choice
        autoImport: false,
        components: false, // imported where they are used, so that linter, types and tests see them
        // An icon that is not bundled would be asked of a server, which the page may not reach.
        icon: { clientBundle: { scan: { globInclude: ['**/*.{vue,ts}'], globExclude: ['node_modules/**'] } } },
        ui: {
          colors: { primary: 'teal', neutral: 'zinc', warning: 'amber' },
          // The kit's own hover is too pale for the letters on it.
          button: {
            compoundVariants: [
              { color: 'primary', variant: 'solid', class: 'hover:bg-[color-mix(in_oklab,var(--ui-primary)_88%,black)] active:bg-[color-mix(in_oklab,var(--ui-primary)_88%,black)]' },
              { color: 'error', variant: 'solid', class: 'hover:bg-[color-mix(in_oklab,var(--ui-error)_88%,black)] active:bg-[color-mix(in_oklab,var(--ui-error)_88%,black)]' },
            ],
          },
          select: { slots: { content: 'max-h-[min(32rem,var(--reka-select-content-available-height))]', item: 'outline-none', itemDescription: 'text-xs whitespace-normal' } },
        },
      }),
    ],
    worker: { format: 'es', plugins: () => [licences.collecting] },
    // A font inside a style sheet is one that the page's policy refuses.
    build: {
      rolldownOptions: {
        input: 'renderer/index.html',
        // All that the page begins with is one file: in the seventy that it would be in by the views that share its parts, each waits for an answer of the main process.
        output: {
          codeSplitting: {
            groups: [
              { name: 'start', tags: ['$initial'] },
              // A Chinese start waits for the catalogue and the kit's words, which would wait for the start if what they share with it were in it.
              { name: 'before-start', test: /simplified-chinese[\\/]contract[\\/]network-titles\.ts$|composables[\\/]defineLocale\.js$/, priority: 1 },
            ],
          },
        },
      },
      assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    },
  },
})
