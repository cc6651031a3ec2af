// The package from its installation to its removal: what is in it, its command line, its window, its fuses, how fast it starts, and that the user's files stay.
import { createHash } from 'node:crypto'
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, test } from '@playwright/test'
import { bytesIn } from '../deb.mjs'
import { fileAssociations } from '../facts.mjs'
import { fuses } from '../fuses.mjs'
import { iconSizes } from '../icons.mjs'
import { inProject } from '../../scripts/setup/project.mjs'
import { dpkg, install, InstalledWindow, isInstalled, newUser, onLinux, packageFile, removeRoot, runCommand, type InstalledLab } from './installed-lab'

/** Bytes that a package may have beside Electron's own files. */
const largest = 300e6

/** Milliseconds from the start of the program to the first meaningful paint, on two processors with nothing else to do. */
const firstPaint = 1500

test.describe.configure({ mode: 'serial' })

let lab: InstalledLab
let home = ''
let env: Record<string, string> = {}

test.beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'cnn-lab-user-'))
  env = newUser(home)
  lab = install()
})

test.afterAll(() => {
  removeRoot(lab)
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

/** Files below a folder, by their paths from there. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).toSorted()
}

test('holds what is needed at run time, and nothing else', async () => {
  const files = filesIn(lab.resources)
  expect(files.filter((file) => /\.map$|\.ts$|\.test\.|default_app|node_modules\/(electron|vite|vue|zod)\//.test(file))).toEqual([])
  const natives = files.filter((file) => /\.(node|so|dll|dylib)(\.\d+)*$/.test(file))
  expect(natives.length).toBeGreaterThanOrEqual(4) // ONNX Runtime and its binding, libsql, the image decoder
  const others = ['linux', 'darwin', 'win32', 'musl'].filter((platform) => platform !== process.platform)
  expect(natives.filter((file) => others.some((platform) => file.includes(platform)))).toEqual([])
  const bytes = await bytesIn(lab.resources)
  console.log(`Beside Electron's own files: ${Math.round(bytes / 1e6)} MB; all: ${Math.round((await bytesIn(lab.root)) / 1e6)} MB`)
  expect(bytes).toBeLessThan(largest)
})

test('tells the licences of all that it contains', () => {
  const beside = join(lab.resources, '..') // the folder of the program; on macOS Contents
  expect(readFileSync(join(beside, 'LICENSE.txt'), 'utf8')).toContain('MIT License')
  const notices = readFileSync(join(beside, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  const shipped = new Set(filesIn(lab.resources).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1] ?? []))
  expect(shipped.size).toBeGreaterThan(10)
  for (const name of [...shipped, 'Node.js', 'Electron', 'Chromium', 'Fashion-MNIST', '@fontsource-variable/inter']) expect(notices).toContain(`\n${name}`)
})

test('has the fuses that it was given', () => {
  const app = process.platform === 'darwin' ? join(lab.root, '..') : lab.window // on macOS they are in Electron's framework
  const told = execFileSync(process.execPath, [inProject('node_modules/@electron/fuses/dist/bin.js'), 'read', '--app', app], { encoding: 'utf8', env: { ...env, FORCE_COLOR: '0' } })
  const found = [...told.matchAll(/^\s*(\w)(\w+) is (Enabled|Disabled)$/gm)].map(([, initial = '', rest = '', state]) => [`${initial.toLowerCase()}${rest}`, state === 'Enabled'] as const)
  expect(Object.fromEntries(found)).toMatchObject(fuses)
})

test('is no Node for programs that ask Electron for one', () => {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...noDisplay } = env
  test.skip(!onLinux, 'elsewhere a window would open')
  const { stdout } = spawnSync(lab.window, ['--print', '"node " + process.versions.node'], { env: { ...noDisplay, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8', timeout: 30_000 })
  expect(stdout).not.toContain('node 2')
})

test('tells the desktop what it is and which files it opens', () => {
  test.skip(!onLinux, 'told by the installers of other systems')
  const entry = readFileSync(join(lab.root, 'usr/share/applications/cnn-lab.desktop'), 'utf8')
  expect(entry).toContain('Exec=/opt/cnn-lab/cnn-lab-app %F\n')
  const types = readFileSync(join(lab.root, 'usr/share/mime/packages/cnn-lab.xml'), 'utf8')
  for (const { mimeType, extension } of fileAssociations) {
    expect(entry).toMatch(new RegExp(`^MimeType=.*${mimeType};`, 'm'))
    expect(types).toMatch(new RegExp(`type="${mimeType}"[\\s\\S]*pattern="\\*\\.${extension}"`))
  }
  for (const size of iconSizes) {
    const icon = readFileSync(join(lab.root, `usr/share/icons/hicolor/${size}x${size}/apps/cnn-lab.png`))
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size])
  }
  expect(isInstalled(lab, 'usr/share/icons/hicolor/scalable/apps/cnn-lab.svg')).toBe(true)
  expect(realpathSync(lab.command)).toBe(realpathSync(join(lab.root, 'opt/cnn-lab/resources/bin/cnn-lab')))
  expect(statSync(join(lab.root, 'opt/cnn-lab/chrome-sandbox')).mode & 0o7777).toBe(0o4755)
})

test('has a command line that trains, lists, predicts and prints', () => {
  const trained = runCommand(lab, env, 'train', '--preset', 'lenet-relu', '--epochs', '1', '--limit-train', '640', '--limit-test', '200', '--device', 'cpu', '--json')
  expect(JSON.parse(trained.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ id: 'lenet-relu-1', status: 'completed' })
  expect(runCommand(lab, env, 'runs')).toContain('lenet-relu-1')
  if (onLinux) expect(runCommand(lab, env, 'predict', 'lenet-relu-1', join(lab.root, 'usr/share/icons/hicolor/64x64/apps/cnn-lab.png'))).toContain('%')
  const pdf = join(home, 'report.pdf')
  runCommand(lab, env, 'report', 'lenet-relu-1', '--out', pdf)
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-')
})

test('has a window that shows the runs of the command line, trains, and closes', async ({}, testInfo) => {
  const opened = await InstalledWindow.open(lab, env)
  try {
    const { page } = opened
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.getByRole('button', { name: 'Skip the tour' }).click() // this is the user's first start
    await page.getByRole('combobox', { name: 'Preset' }).click()
    await page.getByRole('option', { name: /^LeNet with ReLU/ }).click()
    for (const [label, value] of [['Train on first', '1280'], ['Test on first', '500'], ['Epochs', '2']] as const) await page.getByLabel(label, { exact: true }).fill(value)
    await page.getByRole('button', { name: 'Train', exact: true }).click()
    await expect(page.getByRole('article').getByText('Complete', { exact: true })).toBeVisible({ timeout: 120_000 })
    await expect(page.getByTestId('tile-testAccuracy')).toContainText('%')
    await page.screenshot({ path: testInfo.outputPath('trained.png') })
    await page.getByRole('link', { name: 'Runs', exact: true }).click()
    await expect(page.getByRole('row', { name: /LeNet with ReLU/ })).toHaveCount(2)
    expect(errors).toEqual([])
    expect(await opened.close()).toBe(0)
  } finally {
    opened.kill()
  }
})

test('speaks Chinese once that is chosen, with the letters that it brings along', async ({}, testInfo) => {
  runCommand(lab, env, 'language', 'zh-Hans')
  try {
    runCommand(lab, env, 'train', '--preset', 'lenet-relu', '--epochs', '1', '--limit-train', '640', '--limit-test', '200', '--device', 'cpu')
    expect(runCommand(lab, env, 'runs')).toContain('测试精度')
    const opened = await InstalledWindow.open(lab, env)
    try {
      const { page } = opened
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
      await page.getByRole('link', { name: '运行', exact: true }).click()
      await expect(page.getByRole('columnheader', { name: '测试精度', exact: true })).toBeVisible()
      const fonts = await page.evaluate(async () => {
        await document.fonts.ready
        return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family)
      })
      expect(fonts.join()).toContain('Noto Sans SC Variable')
      await page.screenshot({ path: testInfo.outputPath('chinese.png') })
      expect(await opened.close()).toBe(0)
    } finally {
      opened.kill()
    }
  } finally {
    runCommand(lab, env, 'language', 'en')
  }
})

test('opens a bundle that the desktop hands over', async () => {
  const bundle = join(home, 'handed-in.cnnlab')
  copyFileSync(join(lab.resources, 'app.asar.unpacked/resources/example/lenet.cnnlab'), bundle)
  const opened = await InstalledWindow.open(lab, env, [bundle])
  try {
    await expect(opened.page.getByRole('region', { name: 'The opened bundle' }).getByRole('button', { name: 'Verify' })).toBeVisible()
    expect(await opened.close()).toBe(0)
  } finally {
    opened.kill()
  }
})

test('paints soon', async () => {
  const times: { readonly first: number; readonly largest: number }[] = []
  for (let round = 0; round < 5; round++) {
    const opened = await InstalledWindow.open(lab, env)
    try {
      const paints = await opened.page.evaluate(async () => {
        const largest = await new Promise<number>((resolve) => {
          new PerformanceObserver((list) => { resolve(list.getEntries().at(-1)?.startTime ?? NaN) }).observe({ type: 'largest-contentful-paint', buffered: true })
        })
        return { origin: performance.timeOrigin, first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN, largest }
      })
      times.push({ first: paints.origin + paints.first - opened.startedAt, largest: paints.origin + paints.largest - opened.startedAt })
      await opened.close()
    } finally {
      opened.kill()
    }
  }
  const median = (values: readonly number[]): number => Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN)
  const crowding = Math.max(1, (loadavg()[0] ?? 0) / cpus().length)
  const [first, largest] = [median(times.map((time) => time.first)), median(times.map((time) => time.largest))]
  console.log(`From the start of the program to the first paint with content ${first} ms, to the largest ${largest} ms (medians of 5; ${crowding.toFixed(1)} programs a processor)`)
  expect(largest).toBeLessThan(firstPaint * crowding)
})

test('comes as an archive, too, that runs where it is unpacked', () => {
  test.skip(!onLinux, 'there is one for Linux')
  const folder = mkdtempSync(join(tmpdir(), 'cnn lab archive '))
  try {
    const archive = packageFile('.tar.gz')
    execFileSync('tar', ['--extract', '--gzip', '--file', archive, '--directory', folder, '--wildcards', '*/cnn-lab', '*/resources/bin/*', '*/app.asar.unpacked/out/*', '*/app.asar.unpacked/package.json', '*/node_modules/commander/*'])
    const [name = ''] = readdirSync(folder)
    expect(execFileSync(join(folder, name, 'cnn-lab'), ['--version'], { env, encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('leaves the files of the user alone when it is removed', () => {
  test.skip(!onLinux, 'removed by the installers of other systems')
  const digest = (): string[] => filesIn(home).map((file) => `${file} ${createHash('sha256').update(readFileSync(join(home, file))).digest('hex')}`)
  const before = digest()
  expect(before.some((line) => line.includes('.local/share/cnn-lab/lab.db'))).toBe(true)
  dpkg(lab.root, '--purge', 'cnn-lab')
  expect(digest()).toEqual(before)
  expect(['opt/cnn-lab', 'usr/bin/cnn-lab', 'usr/share/applications/cnn-lab.desktop', 'usr/share/mime/packages/cnn-lab.xml'].filter((path) => isInstalled(lab, path))).toEqual([])
})
