// `npm run fuzz [-- --minutes N --networks N --seed S]`: reads damaged data sets of every kind for so long, then so many damaged ONNX files; stops at what is neither read nor refused in a sentence.
import { parseArgs } from 'node:util'
import { runVisibly } from './setup/commands.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { inProject } from './setup/project.mjs'

await runProgram(async () => {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, networks: { type: 'string', default: '20000' }, seed: { type: 'string' } } })
  const [minutes, networks, seed] = [Number(values.minutes), Number(values.networks), values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed)]
  if (!(minutes >= 0) || ![networks, seed].every((number) => Number.isInteger(number) && number >= 0)) {
    throw new SetupProblem('The campaigns were not begun.', '--minutes takes a number that is not negative, --networks and --seed whole numbers.')
  }
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  /** @param {string} test @param {Readonly<Record<string, string>>} settings */
  const campaign = (test, settings) => runVisibly(process.execPath, [vitest, 'run', test, '--silent=false'], { ...process.env, CNN_LAB_FUZZ_SEED: String(seed), ...settings })
  if (minutes > 0) {
    process.stdout.write(`Damaged data sets for ${minutes} min, seed ${seed}\n`)
    const code = await campaign('main/data/sources/fuzz.test.ts', { CNN_LAB_FUZZ_MINUTES: String(minutes) })
    if (code !== 0) return code
  }
  process.stdout.write(`${networks} damaged ONNX files, seed ${seed}\n`)
  return networks === 0 ? 0 : campaign('main/engine/parity/damaged-networks.test.ts', { CNN_LAB_FUZZ_NETWORKS: String(networks) })
})
