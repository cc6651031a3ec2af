// Runs the official installer of the `electron` package, and ends it when nothing arrives any more.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runQuietly } from './commands.mjs'
import { inProject } from './project.mjs'

const patience = 30_000 // ms without a new byte
const glance = 1_000 // ms between two looks

/**
 * Downloads and unpacks the official binary (its checksum is checked by the installer). Mirrors, proxies and caches are those of
 * the user's own settings. A server that cannot be reached, or that stalls, is given up after half a minute.
 * @param {(detail: string) => void} tell is told how much has arrived
 */
export async function downloadOfficial(tell) {
  const temporary = await mkdtemp(join(tmpdir(), 'cnn-lab-electron-'))
  const electronPackage = inProject('node_modules', 'electron')
  const stalled = new AbortController()
  let seen = 0
  let seenAt = performance.now()
  const look = async () => {
    const bytes = (await bytesIn(temporary)) + (await bytesIn(join(electronPackage, 'dist')))
    if (bytes !== seen) {
      if (bytes > seen) tell(`${Math.round(bytes / 1e6)} MB`)
      seen = bytes
      seenAt = performance.now()
    }
    if (performance.now() - seenAt > patience) stalled.abort()
  }
  const timer = setInterval(() => void look(), glance)
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ...proxySwitch(process.env) }
  try {
    await runQuietly(process.execPath, [join(electronPackage, 'install.js')], { env, signal: stalled.signal })
  } finally {
    clearInterval(timer)
    await rm(temporary, { recursive: true, force: true })
  }
}

/**
 * Electron's downloader asks for a variable of its own before it uses the proxy that the system names.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function proxySwitch(env) {
  const proxy = env.HTTPS_PROXY ?? env.https_proxy ?? env.HTTP_PROXY ?? env.http_proxy
  return proxy === undefined || proxy === '' ? {} : { ELECTRON_GET_USE_PROXY: '1' }
}

/** @param {string} folder @returns {Promise<number>} bytes of all files in it, 0 when it is missing */
async function bytesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []) // missing: nothing is downloaded yet
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => stat(join(entry.parentPath, entry.name)).then((file) => file.size, () => 0))
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
