// The whole set-up in its order; every step first looks whether it is needed, so that a second run does nothing.
import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureElectron, tellSupport, tryElectron } from './electron-binary.mjs'
import { labHome } from './lab-home.mjs'
import { log, openLog } from './log.mjs'
import { trySlurm } from './slurm.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/**
 * Makes the lab ready to run.
 * @param {{ window: boolean, virtualDisplay: boolean, vulkan: boolean, slurm: boolean, newest?: boolean }} needs `window`: Electron and what it needs (the command line does without);
 *   `virtualDisplay`: an X server without a screen, for the window tests; `vulkan`: for the tests of WebGPU; `slurm`: for the tests of sweeps on a cluster, which
 *   are left out where it cannot be had; `newest`: try once more to get the current Electron where an older one serves in its place
 */
export async function setUp({ window, virtualDisplay, vulkan, slurm, newest = false }) {
  openLog(join(labHome(), 'logs'))
  log('info', 'set-up begins', { node: process.versions.node, platform: process.platform, arch: process.arch })
  const dependenciesAreNew = await ensureDependencies()
  if (window) {
    const { executable, isNew } = await ensureElectron({ officialWanted: dependenciesAreNew || newest })
    const librariesAreNew = await ensureSystemLibraries(executable, { virtualDisplay, vulkan })
    if (isNew || librariesAreNew) await tryElectron(executable)
    tellSupport(executable)
  }
  if (slurm) await trySlurm()
  await ensureBuild()
}
