// How long a version of Electron gets security fixes: told from its number and Electron's release timelines, without a network.

/**
 * The days on which major versions came out, and their Chromium, as Electron's release timelines list them. A later major comes eight weeks after the one before.
 * @type {Readonly<Record<number, readonly [cameOut: string, chromium: number]>>}
 */
const majors = {
  33: ['2024-10-15', 130],
  34: ['2025-01-14', 132],
  35: ['2025-03-04', 134],
  36: ['2025-04-29', 136],
  37: ['2025-06-24', 138],
  38: ['2025-09-02', 140],
  39: ['2025-10-28', 142],
  40: ['2026-01-13', 144],
  41: ['2026-03-10', 146],
  42: ['2026-05-05', 148],
  43: ['2026-06-30', 150],
  44: ['2026-08-25', 152],
  45: ['2026-10-20', 156],
}

/** Electron's rule: the newest three majors are supported, so that one ends when the third after it comes out. */
const supportedMajors = 3

const eightWeeks = 8 * 7 * 86_400_000 // ms

/**
 * @typedef {object} ElectronSupport
 * @property {string} cameOut the day on which the major version came out, `YYYY-MM-DD`
 * @property {string} ends the day from which on it gets no fixes; expected where it lies beyond the timelines
 * @property {boolean} isSupported
 */

/**
 * @param {string} version of Electron, e.g. `33.3.0`
 * @param {Date} today
 * @returns {ElectronSupport}
 */
export function supportOf(version, today) {
  const major = Number.parseInt(version, 10)
  const ends = cameOut(major + supportedMajors)
  return { cameOut: cameOut(major), ends, isSupported: today.getTime() < Date.parse(ends) }
}

/** @param {number} major @returns {string} `YYYY-MM-DD` */
function cameOut(major) {
  const known = majors[major]
  if (known !== undefined) return known[0]
  const numbers = Object.keys(majors).map(Number)
  const nearest = major < Math.min(...numbers) ? Math.min(...numbers) : Math.max(...numbers)
  const [day] = majors[nearest] ?? ['']
  return new Date(Date.parse(day) + (major - nearest) * eightWeeks).toISOString().slice(0, 10)
}

/**
 * What the user should know of an old Electron.
 * @param {{ readonly version: string, readonly wanted: string }} electron the version in use, and that of the `electron` package
 * @param {Date} today
 * @returns {string | null} sentences; null while it is supported
 */
export function supportNotice({ version, wanted }, today) {
  const { ends, isSupported } = supportOf(version, today)
  if (isSupported) return null
  const chromium = majors[Number.parseInt(version, 10)]?.[1]
  const name = chromium === undefined ? `Electron ${version}` : `Electron ${version} (Chromium ${chromium})`
  const month = new Date(ends).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    `The window runs on ${name}, which has had no security fixes since ${month}. To get Electron ${wanted}, run \`npm run setup\` where its release server ` +
    '(github.com) can be reached, or name a mirror in ELECTRON_MIRROR, or the path of the executable of a newer Electron in CNN_LAB_ELECTRON.\n'
  )
}
