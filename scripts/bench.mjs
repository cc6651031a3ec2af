// `npm run bench`: sets up what is missing, then `cnn-lab bench` with the same arguments.
import { runVisibly } from './setup/commands.mjs'
import { runProgram } from './setup/problem.mjs'
import { inProject } from './setup/project.mjs'
import { setUp } from './setup/set-up.mjs'

await runProgram(async () => {
  await setUp({ window: false, virtualDisplay: false, vulkan: false, slurm: false })
  return runVisibly(process.execPath, [inProject('bin', 'cnn-lab.mjs'), 'bench', ...process.argv.slice(2)])
})
