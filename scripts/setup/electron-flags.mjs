// The flags that Electron needs on this system, whatever it opens: they are about the sandbox and the display, not about the lab.
import { statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { succeeds } from './commands.mjs'
import { hasWayland, hasX } from './display.mjs'

/**
 * @typedef {object} SystemFacts what decides on the flags
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} isRoot
 * @property {boolean} canSandbox whether Chromium can build its sandbox here
 * @property {number} sharedMemory bytes
 */

/** Shared memory that Chromium needs, in bytes; containers often have 64 MB, with which its pages crash. */
const enoughSharedMemory = 256 * 2 ** 20

/**
 * @param {SystemFacts} facts
 * @returns {string[]} arguments for Electron
 */
export function electronFlags({ platform, env, isRoot, canSandbox, sharedMemory }) {
  if (platform !== 'linux') return []
  return [
    ...(isRoot || !canSandbox ? ['--no-sandbox'] : []), // Chromium refuses to start otherwise
    ...(!hasX(env) && hasWayland(env) ? ['--ozone-platform=wayland'] : []),
    ...(sharedMemory < enoughSharedMemory ? ['--disable-dev-shm-usage'] : []),
  ]
}

/**
 * @param {string} executable Electron's
 * @returns {SystemFacts} those of this system
 */
export function systemFacts(executable) {
  const isLinux = process.platform === 'linux'
  return {
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    canSandbox: !isLinux || hasSandboxHelper(executable) || succeeds('unshare', ['--user', '--map-root-user', 'true']),
    sharedMemory: isLinux ? sharedMemoryBytes() : Number.POSITIVE_INFINITY,
  }
}

/**
 * Chromium's sandbox stands on user namespaces, which some systems (Ubuntu 24.04) deny to unknown programs, or on its helper
 * program, if that belongs to root and has the set-user-id bit.
 * @param {string} executable
 * @returns {boolean}
 */
function hasSandboxHelper(executable) {
  const helper = statSync(sandboxHelper(executable), { throwIfNoEntry: false })
  return helper?.uid === 0 && (helper.mode & 0o4000) !== 0
}

/** @param {string} executable Electron's @returns {string} path of the sandbox's helper program beside it */
export function sandboxHelper(executable) {
  return join(dirname(executable), 'chrome-sandbox')
}

/** @returns {number} */
function sharedMemoryBytes() {
  try {
    const { bsize, blocks } = statfsSync('/dev/shm')
    return bsize * blocks
  } catch {
    return 0 // there is none
  }
}
