// Runs npm commands that fetch from the package registry; a registry that does not answer is given up within a minute, and told in a sentence.
import { npm } from './commands.mjs'
import { SetupProblem } from './problem.mjs'
import { RegistryWatch, usualPatience } from './registry-watch.mjs'

/** npm's own settings retry a request after 10 s and after 60 s, for every package anew, and wait five minutes for each answer. */
const fewRetries = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=3000']

const glance = 1_000 // ms between two looks

/**
 * Runs npm quietly.
 * @param {string[]} args
 * @param {{ cwd?: string, failure: string, remedy: string, offline: string, tell: (detail: string) => void }} options `failure`, `remedy`: sentences for the case that it fails; `offline`: what to do where
 *   there is no network;
 *   `tell` is told how far it is
 * @param {import('./registry-watch.mjs').Patience} [patience]
 * @throws {SetupProblem} which says so where the registry does not answer
 */
export async function npmFromRegistry(args, { cwd, failure, remedy, offline, tell }, patience = usualPatience) {
  const watch = new RegistryWatch(performance.now(), patience)
  const givenUp = new AbortController()
  const timer = setInterval(() => {
    if (watch.answers > 0) tell(`${watch.answers} packages`)
    if (watch.isGone(performance.now())) givenUp.abort()
  }, glance)
  /** @param {string} text */
  const hear = (text) => {
    watch.hear(text, performance.now())
  }
  try {
    await npm([...args, ...fewRetries, `--fetch-timeout=${patience.request}`, '--loglevel=http'], { ...(cwd !== undefined && { cwd }), failure, remedy, signal: givenUp.signal, hear })
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    if (givenUp.signal.aborted || watch.isFailing) throw unreachable(watch, failure, offline)
    throw new SetupProblem(error.message, error.remedy, withoutRequests(error.output))
  } finally {
    clearInterval(timer)
  }
}

/** @param {RegistryWatch} watch @param {string} failure @param {string} offline @returns {SetupProblem} */
function unreachable({ registry, reason }, failure, offline) {
  const name = registry === '' ? '' : ` ${registry}`
  const why = /^E[A-Z_]+$/.test(reason) ? ` (${reason})` : '' // the system's codes tell something, npm's own (FETCH_ERROR) do not
  return new SetupProblem(
    `${failure} The package registry${name} does not answer${why}.`,
    `Check the connection, and what \`npm config get registry\` and \`npm config get proxy\` say; then try again. ${offline}`,
  )
}

/** @param {string} output @returns {string} what npm printed, without its lines about single requests */
function withoutRequests(output) {
  return output.replaceAll(/^npm http .*\n/gm, '')
}
