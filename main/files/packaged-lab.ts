// Where the parts of a packaged lab lie: the window runs from the archive app.asar, the command line from the plain files beside it (docs/decisions/0041-packages.md).
import { dirname, join, sep } from 'node:path'

/** Electron's archive of the window's programs, and the folder of what it may not hold. */
const [archive, unpackedFolder] = ['app.asar', 'app.asar.unpacked']

/**
 * The same path outside the archive, where dependencies and resources lie as plain files: for paths that go to a program which knows no archives, or
 * to calls that Electron does not redirect.
 *
 * @param path of a file or folder; one that is in no archive stays as it is
 */
export function unpacked(path: string): string {
  const place = `${sep}${archive}${sep}`
  return path.endsWith(`${sep}${archive}`) ? `${path}.unpacked` : path.replace(place, `${sep}${unpackedFolder}${sep}`)
}

/** The programs of a packaged lab; absolute paths. */
export interface PackagedLab {
  /** The Node that runs the command line. */
  readonly node: string
  /** The command line's program. */
  readonly commandLine: string
  /** Electron with the window. */
  readonly window: string
}

/**
 * Finds the parts of the package that a program belongs to.
 *
 * @param program absolute path of the running program
 * @param platform that the package is for
 * @returns null where the lab runs from its own folder, as after `npm start`
 */
export function packagedLab(program: string, platform: NodeJS.Platform = process.platform): PackagedLab | null {
  const [before, ...behind] = unpacked(program).split(`${sep}${unpackedFolder}${sep}`)
  if (before === undefined || behind.length === 0) return null
  const beside = dirname(before)
  const windows: Partial<Record<NodeJS.Platform, string>> = { win32: join(beside, 'CNN Lab.exe'), darwin: join(beside, 'MacOS', 'CNN Lab') }
  return {
    node: join(before, 'bin', platform === 'win32' ? 'node.exe' : 'node'),
    commandLine: join(before, unpackedFolder, 'out', 'main', 'cli.js'),
    window: windows[platform] ?? join(beside, 'cnn-lab-app'),
  }
}
