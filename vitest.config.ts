// Unit and integration tests: they stand beside the code; the renderer's run in a simulated page.
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { alias } from './alias.config.mjs'

/** Pure code: nothing that a test does there is left for the next one, so all files of a processor share one process and one copy of every module. */
const pure = '{common,contract}/**/*.test.ts'

/** Milliseconds that a test may take, on a busy machine. */
const testTimeout = 60_000

export default defineConfig({
  test: {
    maxWorkers: '100%', // vitest itself leaves one processor out, which is half of two
    projects: [
      { resolve: { alias }, test: { name: 'pure', include: [pure], environment: 'node', isolate: false, testTimeout } },
      {
        resolve: { alias },
        test: {
          name: 'node',
          include: ['{bin,main,preload,scripts}/**/*.test.ts'],
          environment: 'node',
          pool: 'forks', // native modules (ONNX Runtime, libsql) do not like worker threads
          testTimeout,
        },
      },
      {
        plugins: [vue()],
        resolve: { alias },
        // All files of a processor share one page, too: each leaves it as it was.
        test: { name: 'page', include: ['renderer/**/*.test.ts'], environment: 'happy-dom', isolate: false, testTimeout },
      },
    ],
  },
})
