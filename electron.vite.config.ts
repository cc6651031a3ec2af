// Builds the three programs of the lab: main (window, engine process, command line), preload, renderer.
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import { alias } from './alias.config.mjs'
import { licencePlugins } from './scripts/licences/licences-plugin.mjs'

/** KaTeX offers each font in three formats; Electron takes the first, so the others are not bundled. */
const onlyWoff2 = {
  name: 'only-woff2',
  enforce: 'pre' as const,
  transform: (code: string, id: string): string | null => (/katex(\.min)?\.css/.test(id) ? code.replaceAll(/,url\([^)]*\.(woff|ttf)\) format\("(woff|truetype)"\)/g, '') : null),
}

const licences = licencePlugins(fileURLToPath(new URL('.', import.meta.url)))

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
    build: { rolldownOptions: { input: 'renderer/index.html' }, assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined) },
  },
})
