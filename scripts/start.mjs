// `npm start`: sets up what is missing and opens the window; without a display it runs the default experiment in the terminal.
import { runVisibly } from './setup/commands.mjs'
import { hasDisplay } from './setup/display.mjs'
import { electronExecutable } from './setup/electron-binary.mjs'
import { electronFlags, sandboxHelper, systemFacts } from './setup/electron-flags.mjs'
import { runProgram } from './setup/problem.mjs'
import { inProject, projectFolder } from './setup/project.mjs'
import { setUp } from './setup/set-up.mjs'

const args = process.argv.slice(2)

await runProgram(() => (hasDisplay(process.platform, process.env) ? openWindow() : trainInTerminal()))

/** @returns {Promise<number>} exit code of the window's program */
async function openWindow() {
  await setUp({ window: true, virtualDisplay: false, vulkan: false, slurm: false })
  const executable = electronExecutable()
  const facts = systemFacts(executable)
  if (!facts.isRoot && !facts.canSandbox) {
    const helper = sandboxHelper(executable)
    process.stderr.write(
      "This system denies Chromium its sandbox, so the window runs without one; to give it one: " +
        `sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"\n`,
    )
  }
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: undefined } // some terminals set it, and Electron would open no window
  return runVisibly(executable, [...electronFlags(facts), projectFolder, ...args], env)
}

/** @returns {Promise<number>} exit code of the training */
async function trainInTerminal() {
  process.stderr.write('There is no display to open a window on, so the default experiment (LeNet with ReLU) runs here in the terminal.\n')
  await setUp({ window: false, virtualDisplay: false, vulkan: false, slurm: false })
  return runVisibly(process.execPath, [inProject('bin', 'cnn-lab.mjs'), 'train', '--preset', 'lenet-relu', ...args])
}
