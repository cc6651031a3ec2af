// `npm run package:test`: installs the package of dist/ beside the system, tries its command line and window, and removes it.
import { runVisibly } from './setup/commands.mjs'
import { hasDisplay } from './setup/display.mjs'
import { runProgram } from './setup/problem.mjs'
import { inProject } from './setup/project.mjs'
import { setUp } from './setup/set-up.mjs'

const needsVirtualDisplay = !hasDisplay(process.platform, process.env)

await runProgram(async () => {
  await setUp({ window: true, virtualDisplay: needsVirtualDisplay, vulkan: false, slurm: false })
  const test = [process.execPath, inProject('node_modules', '@playwright', 'test', 'cli.js'), 'test', '--config', inProject('packaging', 'playwright.config.ts'), ...process.argv.slice(2)]
  const virtualDisplay = needsVirtualDisplay ? ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1920x1080x24'] : []
  const [command = process.execPath, ...rest] = [...virtualDisplay, ...test]
  return runVisibly(command, rest)
})
