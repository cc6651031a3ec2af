// `npm run check:gpu [-- --software]`: `cnn-lab check-gpu` with the same arguments, on a lab that is set up; sets up nothing, as it needs no network.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runVisibly } from './setup/commands.mjs'
import { electronExecutable } from './setup/electron-binary.mjs'
import { runProgram, SetupProblem } from './setup/problem.mjs'
import { inProject } from './setup/project.mjs'

/** With it, WebGPU finds the Vulkan driver in software that comes with Electron, and no GPU. */
const softwareFlag = '--software'

/** The environment in which Vulkan's loader finds the software driver only. */
function withSoftwareDriver() {
  const driver = join(dirname(electronExecutable()), 'vk_swiftshader_icd.json')
  if (!existsSync(driver)) throw new SetupProblem('Electron has brought no Vulkan driver in software to this machine.', `Leave ${softwareFlag} out, or try it on Linux.`)
  return { ...process.env, VK_DRIVER_FILES: driver }
}

await runProgram(async () => {
  if (!existsSync(inProject('out', 'main', 'cli.js'))) throw new SetupProblem('CNN Lab is not set up here.', 'Run `npm run setup` where there is a network, or copy a folder that is set up, then try again.')
  const args = process.argv.slice(2)
  const isSoftware = args.includes(softwareFlag)
  const ownArgs = isSoftware ? ['--device', 'webgpu', ...args.filter((arg) => arg !== softwareFlag)] : args
  return runVisibly(process.execPath, [inProject('bin', 'cnn-lab.mjs'), 'check-gpu', ...ownArgs], isSoftware ? withSoftwareDriver() : process.env)
})
