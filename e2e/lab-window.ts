// Opens the lab's real window for a test, in a home of its own, and notices what goes wrong in it.
import { _electron, test as base, type ElectronApplication, type Locator, type Page, type TestInfo } from '@playwright/test'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { views, type ViewName } from '../contract/window/views'
import { languageVariable, type Language } from '../language/languages'
import { electronExecutable } from '../scripts/setup/electron-binary.mjs'
import { electronFlags, systemFacts } from '../scripts/setup/electron-flags.mjs'
import { expect } from './prompt-expect'
import { repeatably } from './repeatably'

export const project = fileURLToPath(new URL('..', import.meta.url))

/** Buttons of the question that closing the window during a run asks (main/app/closing.ts). */
export const closingAnswers = { background: 0, stop: 1, cancel: 2 }

export interface LabWindow {
  readonly app: ElectronApplication
  readonly page: Page
}

/** Makes a home one that had its first start, which brings a tour and example runs: most tests want neither. */
export function markAsUsed(home: string): void {
  mkdirSync(join(home, 'window'), { recursive: true })
  writeFileSync(join(home, 'window', 'first-start.json'), JSON.stringify({ version: 1, done: ['tour', 'example'] }))
}

/** How to start the window's program, for tests that start it themselves. @param flags for Chromium, beside those that the system needs */
export function labCommand(home: string, flags: readonly string[] = []): { readonly executable: string; readonly args: string[]; readonly env: Record<string, string> } {
  const executable = electronExecutable()
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  delete env.ELECTRON_RUN_AS_NODE
  return { executable, args: [...electronFlags(systemFacts(executable)), ...flags, project], env: { ...env, CNN_LAB_HOME: home } }
}

/** Answers the question that closing the window asks, in the user's place. */
export async function answerClosing(app: ElectronApplication, response: number): Promise<void> {
  await repeatably(() => app.evaluate(({ dialog }, chosen) => {
    dialog.showMessageBox = () => Promise.resolve({ response: chosen, checkboxChecked: false })
  }, response))
}

/** Closes the window; a run that goes on is stopped with a checkpoint. */
export async function closeLab({ app }: LabWindow): Promise<void> {
  await answerClosing(app, closingAnswers.stop)
  await app.close()
}

/** Makes the window as large as its content shall be, in pixels. */
export async function resizeTo({ app, page }: LabWindow, width: number, height: number): Promise<void> {
  await repeatably(() => app.evaluate(({ BrowserWindow }, size) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
  }, { width, height }))
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
}

/**
 * Chooses among segments that stand side by side, by a click on the words of one when it has come to rest: its radio button is out of sight.
 * @param name the words of the segment
 */
export async function chooseSegment(page: Page, name: string): Promise<void> {
  const radio = page.getByRole('radio', { name, exact: true })
  await page.locator('label').filter({ has: radio }).click()
  await expect(radio).toBeChecked()
}

/** Shows a view by its key. */
export async function pressView(page: Page, name: ViewName): Promise<void> {
  const view = views.find((view) => view.name === name)
  await page.keyboard.press(`Control+${view?.key ?? ''}`)
}

/**
 * Has a program honour the rights of files as it does for everyone but root, whose power over them is taken from it.
 * @param folder gets the script that starts it
 * @returns what to start in the program's place
 */
function withoutPowerOverFiles(executable: string, folder: string): string {
  if (process.getuid?.() !== 0) return executable
  const script = join(folder, 'electron')
  writeFileSync(script, `#!/bin/sh\nexec setpriv --bounding-set=-dac_override '${executable}' "$@"\n`, { mode: 0o755 })
  return script
}

interface WorkerOptions {
  /** Whether the rights of files hold for the window even where root runs the test. Of the worker, in which Playwright looks for Electron once. */
  readonly honoursRights: boolean
}

interface Fixtures {
  /** A home folder of this test's own. */
  readonly home: string
  /** Whether the home is as on the very first start, which brings the tour and the example runs. */
  readonly isFirstStart: boolean
  /** Opens a window on a home, with files that it is given; it is closed after the test if it still is open. */
  readonly openLab: (home: string, files?: readonly string[]) => Promise<LabWindow>
  /** The window of this test, open. */
  readonly lab: LabWindow
  /** Whether the page may write errors to its console, as where a test provokes them. */
  readonly allowsErrors: boolean
  /** Flags for Chromium, e.g. for a camera that is none. */
  readonly chromiumFlags: readonly string[]
  /** The language that the environment names; null: none, so that the choice of the home counts. */
  readonly language: Language | null
}

export const test = base.extend<Fixtures, WorkerOptions>({
  allowsErrors: [false, { option: true }],
  chromiumFlags: [[], { option: true }],

  honoursRights: [false, { option: true, scope: 'worker' }],

  isFirstStart: [false, { option: true }],

  language: ['en', { option: true }],

  home: async ({ isFirstStart }, use) => {
    const home = mkdtempSync(join(tmpdir(), 'cnn-lab-window-'))
    if (!isFirstStart) markAsUsed(home)
    await use(home)
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  },

  openLab: async ({ allowsErrors, chromiumFlags, honoursRights, language }, use, testInfo) => {
    const open = new Set<LabWindow>()
    const errors: string[] = []
    await use(async (home, files = []) => {
      const { executable: electron, args, env } = labCommand(home, chromiumFlags)
      const executable = honoursRights ? withoutPowerOverFiles(electron, testInfo.outputPath()) : electron
      // Playwright holds the app back until it is attached, but only where it finds Electron by itself.
      if (basename(executable) === 'electron') process.env.ELECTRON_OVERRIDE_DIST_PATH = dirname(executable)
      const app = await _electron.launch({ args: [...args, ...files], env: { ...env, [languageVariable]: language ?? '' }, timeout: 60_000 })
      const page = await app.firstWindow()
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      page.on('pageerror', (error) => errors.push(error.message))
      const window = { app, page }
      open.add(window)
      app.on('close', () => open.delete(window))
      await expect(page.getByRole('navigation').first()).toBeVisible()
      return window
    })
    if (testInfo.status !== testInfo.expectedStatus) {
      // A page that is gone has no picture.
      for (const [index, { page }] of [...open].entries()) await keepPicture(page, testInfo, `failed-${index}`, true).catch(() => undefined)
    }
    for (const window of open) await closeLab(window)
    if (!allowsErrors) expect(errors, 'errors in the console of the page').toEqual([])
  },

  lab: async ({ home, openLab }, use) => {
    await use(await openLab(home))
  },
})

/** A field of the form by its label. */
export function field(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true })
}

/** Chooses from a list by the mouse. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}

/** Chooses a preset, and from it a subset small enough for a test. */
export async function setUp(page: Page, preset: RegExp, fields: Readonly<Record<string, string>>): Promise<void> {
  await choose(page, 'Preset', preset)
  for (const [label, value] of Object.entries(fields)) await field(page, label).fill(value)
}

/** Calls the command line in the same home. */
export async function cnnLab(home: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join(project, 'bin', 'cnn-lab.mjs'), ...args], { env: { ...process.env, CNN_LAB_HOME: home } })
}

/** Trains on a small subset by the command line. */
export function trainOutside(home: string, ...flags: readonly string[]): Promise<void> {
  return cnnLab(home, 'train', '--limit-train', '640', '--limit-test', '200', '--device', 'cpu', ...flags)
}

/** Drops files of the disk in the middle of the window, as the desktop does. @param hint what the window says while they are held above it; null: nothing, as on a dialog */
export async function dropFiles(page: Page, files: readonly string[], hint: string | null): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const { x, y } = await page.evaluate(() => ({ x: window.innerWidth / 2, y: window.innerHeight / 2 }))
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data: { items: [], files: [...files], dragOperationsMask: 1 } })
    if (type === 'dragOver' && hint !== null) await expect(page.getByText(hint)).toBeVisible()
  }
  await devtools.detach()
}

/** How many programs want each processor now: on a crowded machine everything takes that many times as long. */
export function crowding(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / cpus().length)
}

/** Waits until the page has nothing else to do. */
export async function idle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
}

/** Lets colours change at once. By a sheet that a script makes, since the page's policy refuses style elements. */
export async function withoutTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('*, ::before, ::after { transition: none !important }')
    document.adoptedStyleSheets.push(sheet)
  })
}

/**
 * Whether tests keep how the page looks, for a person to see. `npm test`, after which nobody looks at hundreds of pictures, asks for those of faults alone
 * (`CNN_LAB_PICTURES=faults`): to draw and pack one takes longer than most that a test does. Windows of a test that fails are kept in any case.
 */
export const keepsPictures = process.env.CNN_LAB_PICTURES !== 'faults'

/** Keeps how the page looks, where pictures are kept. @param isFault whether the page has a fault of which the end of the test will tell */
export async function keepPicture(page: Page, testInfo: TestInfo, name: string, isFault = false): Promise<void> {
  if (isFault || keepsPictures) await page.screenshot({ path: testInfo.outputPath(`${name}.png`) })
}

/** The state of the run that is shown. */
export function state(page: Page, label: string): Locator {
  return page.getByRole('article').getByText(label, { exact: true })
}

/** Steps that the run that is shown has done. */
export async function stepsDone(page: Page): Promise<number> {
  return Number((await page.getByTestId('step').innerText()).replaceAll(',', ''))
}

/** Pixels of a chart that have one of the theme's colours, e.g. `train`. */
export async function pixelsOf(page: Page, chart: string, colour: string): Promise<number> {
  return page.getByTestId(`chart-${chart}`).locator('canvas').evaluate((canvas: HTMLCanvasElement, name) => {
    const probe = document.createElement('canvas').getContext('2d')
    const context = canvas.getContext('2d')
    if (!probe || !context) throw new Error('no canvas')
    probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--lab-${name}`).trim()
    probe.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    let found = 0
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255) found++
    }
    return found
  }, colour)
}

export { expect }
