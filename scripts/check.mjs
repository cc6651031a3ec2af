// `npm run check`: types, lint, layers and twins, two at a time, as most machines have two processors and more; prints what failed, whole.
import { npm } from './setup/commands.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { step } from './setup/progress.mjs'

/** The checks by the lane that they run in, one behind the other; lanes take about as long as each other. */
const lanes = [
  ['check:types', 'check:layers', 'check:twins'],
  ['check:lint'],
]

/** @param {string[]} names @returns {Promise<string[]>} what the failed ones of them printed */
async function runLane(names) {
  /** @type {string[]} */
  const failures = []
  for (const name of names) {
    await npm(['run', '--silent', name]).catch((/** @type {unknown} */ error) => {
      if (!(error instanceof SetupProblem)) throw error
      failures.push(`${name}:\n${error.output}`)
    })
  }
  return failures
}

await runProgram(async () => {
  const failures = await step('Checking types, lint, layers and twins', async () => (await Promise.all(lanes.map(runLane))).flat())
  process.stdout.write(failures.map((failure) => `\n${failure}\n`).join(''))
  return failures.length === 0 ? 0 : 1
})
