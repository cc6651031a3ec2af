// `npm run fuzz [-- --minutes N --seed S]`: reads damaged data sets of every kind for so long, and stops at the first that is neither read nor refused in a sentence.
import { parseArgs } from 'node:util'
import { runVisibly } from './setup/commands.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { inProject } from './setup/project.mjs'

await runProgram(async () => {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' } } })
  const [minutes, seed] = [Number(values.minutes), values.seed === undefined ? Date.now() % 2 ** 32 : Number(values.seed)]
  if (!(minutes > 0) || !Number.isInteger(seed) || seed < 0) throw new SetupProblem('The campaign was not begun.', '--minutes takes a number greater than 0, --seed a whole number.')
  process.stdout.write(`Damaged data sets for ${minutes} min, seed ${seed}\n`)
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  return runVisibly(process.execPath, [vitest, 'run', 'main/data/sources/fuzz.test.ts', '--silent=false'], { ...process.env, CNN_LAB_FUZZ_MINUTES: String(minutes), CNN_LAB_FUZZ_SEED: String(seed) })
})
