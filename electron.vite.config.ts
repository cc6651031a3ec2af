// Builds the three programs of the lab: main (window, engine process, command line), preload, renderer.
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'

const alias = { '@contract': fileURLToPath(new URL('contract', import.meta.url)) }

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node20',
      rollupOptions: {
        input: { index: 'main/index.ts', 'engine-process': 'main/engine-process.ts', cli: 'main/cli.ts' },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: 'node20',
      externalizeDeps: false, // a sandboxed preload can load nothing but itself
      rollupOptions: { input: { index: 'preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    resolve: { alias },
    plugins: [vue(), ui({ colorMode: true })],
    build: { rollupOptions: { input: 'renderer/index.html' } },
  },
})
