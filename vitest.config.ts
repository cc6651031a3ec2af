// Unit and integration tests: they stand beside the code; the renderer's run in a simulated page.
import vue from '@vitejs/plugin-vue'
import { configDefaults, defineConfig } from 'vitest/config'
import { alias } from './alias.config.mjs'
import { TestOrder } from './scripts/test/test-order.mjs'

/** Tests that mock a module or load modules anew: what they leave of them would be found by the next file of the same process. */
const withOwnModules = [
  'common/{run-query/chinese-query,words/sentences,words/setting-value-in-chinese}.test.ts',
  'contract/{issue-words,models/own-network}.test.ts',
  'language/phrase.test.ts',
  'main/app/{example-in-chinese,security,utility-process-launcher,window-calls}.test.ts',
  'main/cli/terminal/commander-words.test.ts',
  'main/engine/questions/export-network.test.ts',
  'main/lab/engine-process/open-engine.test.ts',
  'main/lab/{other-language,read-only-home}.test.ts',
  'main/lab/reports/{chinese-report,kept-answers}.test.ts',
]

/** Tests that look at the memory of their process, or need gigabytes that end with it. */
const withOwnMemory = [
  'main/engine/parity/{one-step,parity}.test.ts',
  'main/engine/runtime/{release-array,session}.test.ts',
  'main/engine/training/trainer/chunk-feeding.test.ts',
]

/** Computations on the software driver share a process for its compiled shaders, which ONNX Runtime keeps as long as a session is open. */
const onSoftwareDriver = [
  'main/engine/parity/{webgpu,webgpu-programs,webgpu-rules,exported-networks}.test.ts',
  'main/engine/questions/{measure-roof,webgpu-benchmark}.test.ts',
]

/** Waits most of a minute for SLURM's clock: it begins first, beside networks and shaders whose threads take the processor that it leaves. */
const waiting = ['main/lab/cluster/slurm-sweep.test.ts']

const alone = [...withOwnModules, ...withOwnMemory, ...waiting]

/** Native modules (ONNX Runtime, libsql) do not like worker threads. */
const pool = 'forks'

const setupFiles = ['property-seed', 'equal-bytes', 'patient-waiting'].map((name) => `scripts/test/${name}.ts`)

/** Milliseconds that a test, what is done before and after it, and what it waits for may take on a busy machine. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } }

/*
 * All files of a processor share one process and one copy of every module, but for those that need their own: to start a process for a file and to load its
 * modules takes longer than most tests. So a test leaves everything as it was: environment, mocks of methods, timers, processes, what modules remember.
 * Few projects, as each loads its modules anew.
 */
export default defineConfig({
  test: {
    env: { CNN_LAB_LANGUAGE: 'en' }, // whatever the system of the one who tests speaks
    // What vite made of a module is kept in node_modules for the other projects and the next run, by the text of the module, the configuration and the locked packages.
    experimental: { fsModuleCache: true },
    maxWorkers: '100%', // vitest itself leaves one processor out, which is half of two
    sequence: { sequencer: TestOrder },
    projects: [
      { resolve: { alias }, test: { name: 'alone', include: alone, setupFiles, environment: 'node', pool, ...patience } },
      { resolve: { alias }, test: { name: 'driver', include: onSoftwareDriver, setupFiles, environment: 'node', pool, isolate: false, ...patience } },
      {
        plugins: [vue()],
        resolve: { alias },
        // They share one page, too.
        test: { name: 'page', include: ['renderer/**/*.test.ts'], setupFiles, environment: 'happy-dom', isolate: false, ...patience },
      },
      {
        resolve: { alias },
        test: {
          name: 'shared',
          include: ['{bin,common,contract,language,main,packaging,preload,scripts}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...alone, ...onSoftwareDriver],
          setupFiles: [...setupFiles, 'scripts/test/shared-process.ts'],
          environment: 'node',
          pool,
          isolate: false,
          ...patience,
        },
      },
    ],
  },
})
