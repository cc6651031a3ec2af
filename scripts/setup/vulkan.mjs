// Looks for Vulkan's loader, which WebGPU reaches its drivers through on Linux; no program is linked with it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/usr/local/lib']

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} the folders that the system's loader takes it from
 */
export function vulkanFolders({ LD_LIBRARY_PATH = '' }) {
  return [...LD_LIBRARY_PATH.split(':').filter((folder) => folder !== ''), ...folders]
}

/** @param {string} folder */
export const holdsVulkan = (folder) => existsSync(join(folder, 'libvulkan.so.1'))
