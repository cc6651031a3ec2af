// Installs Debian or Ubuntu packages where this process may, else names the one command that does.
import { runQuietly, succeeds } from './commands.mjs'
import { nameInRelease } from './debian-packages.mjs'
import { SetupProblem } from './problem.mjs'
import { step } from './progress.mjs'

/**
 * @param {string[]} packages names as before the 64-bit time renaming
 * @param {string} user what needs them, as the subject of a sentence in the singular, e.g. `the window`
 * @throws {SetupProblem} with the command to run, when this process has not the rights
 */
export async function installPackages(packages, user) {
  const asRoot = rootCommand()
  if (asRoot === undefined) {
    const names = await namesHere(packages)
    throw new SetupProblem(
      `System packages that ${user} needs are not installed, and only an administrator can install them.`,
      `Run this, then try again:\n  sudo apt-get update && sudo apt-get install --no-install-recommends ${names.join(' ')}`,
    )
  }
  await step(`Installing system packages (${packages.length}) that ${user} needs`, async (tell) => {
    tell('reading package lists')
    // One broken package source among several must not stop us: if it matters, the installation says so.
    await aptGet(asRoot, ['update'], user).catch(() => undefined)
    tell('installing')
    await aptGet(asRoot, ['install', '--yes', '--no-install-recommends', ...(await namesHere(packages))], user)
  })
}

/** @returns {string[] | undefined} what to put before a command so that root runs it, or undefined when that takes a password */
function rootCommand() {
  if (process.getuid?.() === 0) return []
  return succeeds('sudo', ['--non-interactive', 'true']) ? ['sudo', '--non-interactive'] : undefined
}

/**
 * @param {string[]} asRoot
 * @param {string[]} args
 * @param {string} user
 */
async function aptGet(asRoot, args, user) {
  const [command = 'env', ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args]
  await runQuietly(command, rest, {
    failure: `The system packages that ${user} needs could not be installed.`,
    remedy: 'See above what apt-get says, put it right, then try again.',
  })
}

/**
 * @param {string[]} packages
 * @returns {Promise<string[]>} their names in this release
 */
async function namesHere(packages) {
  const both = packages.flatMap((name) => [name, `${name}t64`])
  const policy = await runQuietly('apt-cache', ['policy', ...both], { env: { ...process.env, LC_ALL: 'C' } })
  return packages.map((name) => nameInRelease(name, policy))
}
