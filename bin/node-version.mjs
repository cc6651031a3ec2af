// Which Node the lab needs; read by every entry before anything else is loaded, so it is written in what Node 12 understands and imports nothing.

/** The oldest minor version of each line that does; newer lines than the last do as well. `engines` in package.json says the same. */
const oldestMinors = new Map([
  [20, 19],
  [22, 12],
])

/**
 * @param {string} version as in `process.versions.node`
 * @returns {boolean} whether the lab runs on it
 */
export function suits(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const oldestMinor = oldestMinors.get(major)
  return oldestMinor === undefined ? major > Math.max(...oldestMinors.keys()) : minor >= oldestMinor
}

/**
 * What is wrong with a Node, for the user.
 * @param {{ readonly node: string, readonly electron?: string | undefined }} versions those of the running process
 * @param {string} executable its path
 * @returns {string | null} null where it suits; Electron brings a Node of its own, for which the lab is built
 */
export function nodeProblem(versions, executable) {
  if (versions.electron !== undefined || suits(versions.node)) return null
  return `CNN Lab needs Node 20.19 or newer (of the 22 line 22.12 or newer), and this is Node ${versions.node} (${executable}). Install a current Node (https://nodejs.org/en/download), then try again.\n`
}
