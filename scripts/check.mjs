// `npm run check`: types, lint, layers and twins, two at a time, as most machines have two processors and more; prints what failed, whole.
import { npm } from './setup/commands.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { step } from './setup/progress.mjs'

/** The checks, the longest first: each processor takes the next one when it has ended one. */
const checks = ['check:components', 'check:code', 'check:page', 'check:layers', 'check:twins']
const processors = 2

/** @param {string} name @returns {Promise<string[]>} what the check printed where it failed */
async function failuresOf(name) {
  try {
    await npm(['run', '--silent', name])
    return []
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    return [`${name}:\n${error.output}`]
  }
}

/** @param {Iterator<string>} waiting @returns {Promise<string[]>} what the checks printed that one processor took */
async function work(waiting) {
  /** @type {string[]} */
  const failures = []
  for (let next = waiting.next(); !next.done; next = waiting.next()) failures.push(...(await failuresOf(next.value)))
  return failures
}

await runProgram(async () => {
  const failures = await step('Checking types, lint, layers and twins', async () => {
    const waiting = checks.values()
    return (await Promise.all(Array.from({ length: processors }, () => work(waiting)))).flat()
  })
  process.stdout.write(failures.map((failure) => `\n${failure}\n`).join(''))
  return failures.length === 0 ? 0 : 1
})
