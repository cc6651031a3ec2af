// Unit and integration tests: they stand beside the code; the renderer's run in a simulated page.
import vue from '@vitejs/plugin-vue'
import { configDefaults, defineConfig } from 'vitest/config'
import { alias } from './alias.config.mjs'

/** Pure code: nothing that a test does there is left for the next one, so all files of a processor share one process and one copy of every module. */
const pure = '{language,common,contract}/**/*.test.ts'

/**
 * Parts of the lab whose tests leave nothing behind: all files of a processor share one process, as loading their modules anew took longer than most of the
 * tests. A test that stubs the environment, mocks a module or looks at the memory of its process has no place in these folders.
 */
const shared = [
  'main/{analysis,data,evaluations,files,log,networks,onnx,telemetry,tensorboard}/**/*.test.ts',
  'main/lab/{bundles,data,store}/**/*.test.ts',
  'main/lab/reports/{charts,writers}/**/*.test.ts',
]

/** Computations on the software driver share a process for its compiled shaders, which ONNX Runtime keeps as long as a session is open. */
const onSoftwareDriver = [
  'main/engine/parity/{webgpu,webgpu-programs,webgpu-rules,exported-networks}.test.ts',
  'main/engine/questions/{measure-roof,webgpu-benchmark}.test.ts',
]

/** Native modules (ONNX Runtime, libsql) do not like worker threads. */
const pool = 'forks'

/** Milliseconds that a test may take, on a busy machine. */
const testTimeout = 60_000

export default defineConfig({
  test: {
    env: { CNN_LAB_LANGUAGE: 'en' }, // whatever the system of the one who tests speaks
    maxWorkers: '100%', // vitest itself leaves one processor out, which is half of two
    projects: [
      { resolve: { alias }, test: { name: 'pure', include: [pure], environment: 'node', isolate: false, testTimeout } },
      { resolve: { alias }, test: { name: 'shared', include: shared, environment: 'node', pool, isolate: false, testTimeout } },
      { resolve: { alias }, test: { name: 'webgpu', include: onSoftwareDriver, environment: 'node', pool, isolate: false, testTimeout } },
      {
        resolve: { alias },
        test: {
          name: 'node',
          include: ['{bin,main,packaging,preload,scripts}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...shared, ...onSoftwareDriver],
          environment: 'node',
          pool,
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
