// `npm run setup`: makes the lab ready to run, window and command line, without starting it.
import { runProgram } from './setup/problem.mjs'
import { setUp } from './setup/set-up.mjs'

await runProgram(async () => {
  await setUp({ window: true, virtualDisplay: false, vulkan: false, slurm: false, newest: true })
  process.stderr.write('CNN Lab is ready: `npm start` opens it.\n')
  return 0
})
