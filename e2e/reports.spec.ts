// Reports: parts are ticked and words typed, the preview follows and keeps its place, and the report is saved as PDF and in other formats.
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, keepPicture, pressView, test, trainOutside } from './lab-window'
import { repeatably } from './repeatably'

/** The program of Poppler that reads the text of a PDF; empty where it is not installed. */
function textOfPdf(path: string): string {
  try {
    return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

test('the report of a run: parts, words, preview, and files', async ({ home, openLab }, testInfo) => {
  test.setTimeout(180_000)
  await Promise.all(['0', '1'].map((seed) => trainOutside(home, '--epochs', '2', '--seed', seed)))
  const { app, page } = await openLab(home)
  const frame = page.frameLocator('[data-testid="report-preview"]')
  const section = (title: string) => frame.getByRole('heading', { name: title })

  /** Chooses a file in the user's place; files are not opened, but noted. */
  async function answerDialogs(path: string): Promise<void> {
    await repeatably(() => app.evaluate(({ dialog, shell }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === '', filePath: chosen })
      shell.openPath = (file) => {
        process.env.CNN_LAB_TEST_OPENED = file
        return Promise.resolve('')
      }
    }, path))
  }

  await test.step('parts are ticked', async () => {
    await pressView(page, 'runs')
    await page.getByRole('row', { name: /LeNet with ReLU/ }).getByRole('link').first().click()
    await page.getByRole('link', { name: 'Report' }).click()
    await expect(section('Curves')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('checkbox', { name: 'Layers over time' })).toBeDisabled()
    await expect(page.getByRole('checkbox', { name: 'Layers over time' })).not.toBeChecked()
    await page.getByRole('checkbox', { name: 'Curves' }).uncheck()
    await expect(section('Curves')).toHaveCount(0)
    await page.getByRole('checkbox', { name: 'Curves' }).check()
    await expect(section('Curves')).toBeVisible()
  })

  await test.step('the preview keeps its place', async () => {
    const place = (): Promise<number> => section('Environment').evaluate((heading) => Math.round(heading.getBoundingClientRect().top))
    await section('Environment').evaluate((heading) => { heading.scrollIntoView() })
    const before = await place()
    await page.getByRole('checkbox', { name: 'Curves' }).uncheck()
    await expect(section('Curves')).toHaveCount(0)
    expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(2)
    await page.getByRole('button', { name: 'Usual parts' }).click()
    await expect(section('Curves')).toBeVisible()
  })

  await test.step('words are typed', async () => {
    await page.getByLabel('Title', { exact: true }).fill('Lab 3: <LeNet> & more')
    await page.getByLabel('Author', { exact: true }).fill('Ada Lovelace')
    await page.getByLabel('Your own text, in Markdown with formulas').fill('It is **better** than $e^{-x}$.\n\n<script>document.title = "no"</script>')
    await expect(frame.getByRole('heading', { level: 1 })).toHaveText('Lab 3: <LeNet> & more')
    await expect(frame.getByText('Ada Lovelace')).toBeVisible()
    await expect(frame.locator('strong', { hasText: 'better' })).toBeVisible()
    await expect(frame.locator('math')).toBeVisible()
    await expect(frame.locator('script')).toHaveCount(0)
  })

  await test.step('its look is chosen', async () => {
    const ground = (): Promise<string> => frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor + getComputedStyle(body.ownerDocument.documentElement).backgroundColor)
    await page.getByRole('radiogroup', { name: 'Look of the preview' }).getByText('Light', { exact: true }).click()
    const light = await ground()
    await page.getByRole('radiogroup', { name: 'Look of the preview' }).getByText('Dark', { exact: true }).click()
    await expect.poll(ground).not.toBe(light)
  })

  await test.step('it is saved as PDF', async () => {
    await answerDialogs('')
    await page.getByRole('button', { name: 'Save as PDF' }).click()
    await expect(page.getByText(/^Saved as/)).toHaveCount(0)
    const path = join(home, 'lab-3.pdf')
    await answerDialogs(path)
    await repeatably(() => app.evaluate((electron) => {
      electron.app.once('web-contents-created', (_event, contents) => {
        contents.once('did-finish-load', () => {
          // Electron's typings leave the method out: it is meant for tests like this.
          const { sandbox, contextIsolation, nodeIntegration, javascript, webviewTag } = (contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences()
          process.env.CNN_LAB_TEST_PRINTED = JSON.stringify({ sandbox, contextIsolation, nodeIntegration, javascript, webviewTag, isOwnSession: contents.session !== electron.session.defaultSession })
        })
      })
    }))
    await page.getByRole('button', { name: 'Save as PDF' }).click()
    await expect(page.getByText('Saved as lab-3.pdf')).toBeVisible({ timeout: 60_000 })
    expect(readFileSync(path).subarray(0, 4).toString()).toBe('%PDF')
    const printed: unknown = JSON.parse(await repeatably(() => app.evaluate(() => process.env.CNN_LAB_TEST_PRINTED ?? 'null')))
    expect(printed).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, webviewTag: false, isOwnSession: true })
    const text = textOfPdf(path)
    if (text !== '') expect(text).toContain('Lab 3: <LeNet> & more')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect.poll(() => repeatably(() => app.evaluate(() => process.env.CNN_LAB_TEST_OPENED))).toBe(path)
  })

  await test.step('and in every other format', async () => {
    for (const [title, name] of [['HTML', 'lab.html'], ['Markdown', 'lab.md'], ['CSV', 'lab.csv'], ['JSON', 'lab.json'], ['Notebook', 'lab.ipynb']] as const) {
      await answerDialogs(join(home, name))
      await page.getByRole('button', { name: 'Other formats' }).click()
      await page.getByRole('menuitem', { name: title }).click()
      await expect(page.getByText(`Saved as ${name}`)).toBeVisible({ timeout: 30_000 })
      expect(statSync(join(home, name)).size, name).toBeGreaterThan(100)
    }
  })

  await test.step('what was chosen and written is there again', async () => {
    await page.getByRole('checkbox', { name: 'Settings' }).uncheck()
    await page.getByRole('link', { name: 'Run', exact: true }).click()
    await expect(page).toHaveTitle(/CNN Lab/)
    await page.getByRole('link', { name: 'Report' }).click()
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Lab 3: <LeNet> & more')
    await expect(page.getByRole('checkbox', { name: 'Settings' })).not.toBeChecked()
  })

  await test.step('two marked runs have a report, and their comparison has another', async () => {
    await pressView(page, 'runs')
    await page.getByRole('row', { name: /LeNet with ReLU/ }).first().click()
    await page.keyboard.press('Control+a')
    await page.getByRole('toolbar', { name: 'Marked runs' }).getByRole('link', { name: 'Report' }).click()
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('')
    await expect(page.getByLabel('Author', { exact: true })).toHaveValue('Ada Lovelace')
    await expect(frame.getByText('lenet-relu-2').first()).toBeVisible()
    await keepPicture(page, testInfo, 'two-runs')
    await page.getByRole('link', { name: 'All runs' }).click()
    await page.getByRole('toolbar', { name: 'Marked runs' }).getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('link', { name: 'Report' }).click()
    await expect(section('Differences')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('checkbox', { name: 'Differences' })).toBeChecked()
  })
})
