// Says whether there is a display to open a window on.

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {boolean} macOS and Windows always have one; Linux names it in the environment
 */
export function hasDisplay(platform, env) {
  if (platform !== 'linux') return true
  return hasX(env) || hasWayland(env)
}

/** @param {NodeJS.ProcessEnv} env @returns {boolean} */
export function hasX(env) {
  return env.DISPLAY !== undefined && env.DISPLAY !== ''
}

/** @param {NodeJS.ProcessEnv} env @returns {boolean} */
export function hasWayland(env) {
  return env.WAYLAND_DISPLAY !== undefined && env.WAYLAND_DISPLAY !== ''
}
