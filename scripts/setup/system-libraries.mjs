// Sees to it that a Linux system has what Electron's binary and the window tests need.
import { installPackages } from './apt.mjs'
import { commandExists } from './commands.mjs'
import { packagesFor } from './debian-packages.mjs'
import { fontFolders, holdsFont } from './fonts.mjs'
import { missingLibraries } from './linked-libraries.mjs'
import { SetupProblem } from './problem.mjs'
import { holdsVulkan, vulkanFolders } from './vulkan.mjs'

/**
 * Installs what is missing. Only Linux lacks anything.
 * @param {string} executable Electron's
 * @param {{ virtualDisplay: boolean, vulkan: boolean }} needs `virtualDisplay`: an X server without a screen, for tests on a machine without
 *   a display; `vulkan`: its loader, for tests of WebGPU on a machine without a GPU
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {SetupProblem} when something is missing that cannot be installed from here, with what to do
 */
export async function ensureSystemLibraries(executable, { virtualDisplay, vulkan }) {
  if (process.platform !== 'linux') return false
  const libraries = await missingLibraries(executable)
  const { packages, unknown } = packagesFor(libraries)
  if (virtualDisplay && !commandExists('xvfb-run')) packages.push('xvfb')
  if (virtualDisplay && !commandExists('xauth')) packages.push('xauth')
  if (vulkan && !vulkanFolders(process.env).some(holdsVulkan)) packages.push('libvulkan1')
  if (!fontFolders(process.env).some(holdsFont)) packages.push('fonts-dejavu-core')

  if (unknown.length > 0 || (packages.length > 0 && !commandExists('apt-get'))) {
    const inDebian = packages.length === 0 ? '' : ` Debian has them in: ${packages.join(' ')}.`
    throw new SetupProblem(
      `The window needs system libraries or programs that are not installed here (${[...libraries, ...packages].join(', ')}).`,
      `Install them with your distribution's package manager, then try again.${inDebian}`,
    )
  }
  if (packages.length === 0) return false
  await installPackages(packages, 'the window')
  return true
}
