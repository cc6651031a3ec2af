// The package under test: on Linux the .deb, installed into a root of its own; elsewhere the folder that electron-builder has made.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Browser, type Page } from '@playwright/test'
import { electronFlags, systemFacts } from '../../scripts/setup/electron-flags.mjs'
import { inProject } from '../../scripts/setup/project.mjs'

export const onLinux = process.platform === 'linux'

/** The lab as its package has laid it on the disk; absolute paths. */
export interface InstalledLab {
  /** The root that it was installed into, on Linux; else the unpacked folder. */
  readonly root: string
  /** The window's program. */
  readonly window: string
  /** The command `cnn-lab`. */
  readonly command: string
  /** Electron's folder of resources. */
  readonly resources: string
}

/** The newest file of `dist/` with this ending. */
export function packageFile(ending: string): string {
  const files = existsSync(inProject('dist')) ? readdirSync(inProject('dist')) : []
  const [name] = files.filter((file) => file.endsWith(ending)).toSorted().reverse()
  if (name === undefined) throw new Error(`There is no ${ending} in dist/: run \`npm run package\` first.`)
  return inProject('dist', name)
}

/** dpkg in a root of its own, whose database knows no other package; that root belongs to whoever runs the test, who need not be root. */
export function dpkg(root: string, ...args: readonly string[]): void {
  const [command = '', ...first] = process.getuid?.() === 0 ? ['dpkg'] : ['fakeroot', 'dpkg']
  execFileSync(command, [...first, `--root=${root}`, '--force-not-root', '--force-depends', `--log=${join(root, 'dpkg.log')}`, ...args], { stdio: 'pipe' })
}

/** Installs the package into a new folder. */
export function install(): InstalledLab {
  if (onLinux) {
    const root = mkdtempSync(join(tmpdir(), 'cnn-lab-root-'))
    mkdirSync(join(root, 'var/lib/dpkg/info'), { recursive: true })
    mkdirSync(join(root, 'var/lib/dpkg/updates'))
    writeFileSync(join(root, 'var/lib/dpkg/status'), '')
    dpkg(root, '--install', packageFile('.deb'))
    return { root, window: join(root, 'opt/cnn-lab/cnn-lab-app'), command: join(root, 'usr/bin/cnn-lab'), resources: join(root, 'opt/cnn-lab/resources') }
  }
  if (process.platform === 'win32') {
    const root = inProject('dist', 'win-unpacked')
    return { root, window: join(root, 'CNN Lab.exe'), command: join(root, 'resources', 'bin', 'cnn-lab.cmd'), resources: join(root, 'resources') }
  }
  const root = inProject('dist', process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'CNN Lab.app', 'Contents')
  return { root, window: join(root, 'MacOS', 'CNN Lab'), command: join(root, 'Resources', 'bin', 'cnn-lab'), resources: join(root, 'Resources') }
}

/** Removes what {@link install} has made, if it has; the folder of other systems stays. */
export function removeRoot(lab: InstalledLab | undefined): void {
  if (lab && onLinux) rmSync(lab.root, { recursive: true, force: true, maxRetries: 5 })
}

/** The environment of a user who has just signed in for the first time: an empty home, nothing of the lab's or Electron's. */
export function newUser(userHome: string): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^(CNN_LAB|ELECTRON|XDG|NODE|npm)_/i.test(entry[0]))
  const home = { HOME: userHome, USERPROFILE: userHome, APPDATA: join(userHome, 'AppData', 'Roaming'), LOCALAPPDATA: join(userHome, 'AppData', 'Local') }
  return { ...Object.fromEntries(kept), ...home }
}

/** Runs the installed command line to its end. @returns what it printed on standard output */
export function runCommand({ command }: InstalledLab, env: Record<string, string>, ...args: readonly string[]): string {
  return execFileSync(command, args, { env, encoding: 'utf8', cwd: env.HOME, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** The installed window, open; Playwright's own way into Electron needs the fuse for inspectors, which packages have not. */
export class InstalledWindow {
  readonly page: Page
  /** Milliseconds since 1970 at which the program was started. */
  readonly startedAt: number
  readonly #process: ChildProcess
  readonly #browser: Browser
  readonly #ended: Promise<number | null>

  private constructor(page: Page, startedAt: number, process: ChildProcess, browser: Browser, ended: Promise<number | null>) {
    this.page = page
    this.startedAt = startedAt
    this.#process = process
    this.#browser = browser
    this.#ended = ended
  }

  /** @param files that a desktop hands over */
  static async open({ window }: InstalledLab, env: Record<string, string>, files: readonly string[] = []): Promise<InstalledWindow> {
    const startedAt = Date.now()
    const child = spawn(window, [...electronFlags(systemFacts(window)), '--remote-debugging-port=0', ...files], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', resolve)
    })
    const address = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
        if (found !== undefined) resolve(found)
      })
      child.on('exit', (code) => {
        reject(new Error(`The window's program ended with ${String(code)}:\n${said}`))
      })
    })
    const browser = await connected(address)
    const [context] = browser.contexts()
    if (!context) throw new Error('The window has no page.')
    const page = context.pages().find((one) => one.url().startsWith('app:')) ?? (await context.waitForEvent('page'))
    await expect(page.getByRole('navigation').first()).toBeVisible() // the views, in whatever language
    return new InstalledWindow(page, startedAt, child, browser, ended)
  }

  /** Closes the window as its button does. @returns the exit code of the program */
  async close(): Promise<number | null> {
    await this.page.evaluate(() => {
      window.close()
    })
    const code = await this.#ended
    await this.#browser.close()
    return code
  }

  /** Ends the program, however it stands. */
  kill(): void {
    this.#process.kill('SIGKILL')
  }
}

/** A connection that is made while the window's page comes up sometimes never ends; another one does. */
async function connected(address: string, attempts = 4): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(address, { timeout: 30_000 })
  } catch (error) {
    if (attempts <= 1) throw error
    return connected(address, attempts - 1)
  }
}

/** Whether a file lies below the installed root. */
export function isInstalled({ root }: InstalledLab, path: string): boolean {
  return existsSync(join(root, path))
}
