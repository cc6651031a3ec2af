// Unit and integration tests: they stand beside the code; the renderer's run in a simulated page.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { alias } from './alias.config.mjs'

export default defineConfig({
  test: {
    maxWorkers: '100%', // vitest itself leaves one processor out, which is half of two
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          include: ['{bin,common,contract,main,preload,scripts}/**/*.test.ts'],
          environment: 'node',
          pool: 'forks', // native modules (ONNX Runtime, libsql) do not like worker threads
          testTimeout: 60_000,
        },
      },
      {
        plugins: [vue()],
        resolve: { alias },
        test: { name: 'page', include: ['renderer/**/*.test.ts'], environment: 'happy-dom' },
      },
    ],
  },
})
