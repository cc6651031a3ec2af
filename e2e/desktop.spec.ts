// Files that reach the window as a desktop hands them over, recent files, the menu, and what a first start shows.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { closeLab, dropFiles, expect, field, keepPicture, labCommand, pressView, project, test } from './lab-window'
import { repeatably } from './repeatably'

const exampleBundle = join(project, 'resources', 'example', 'lenet.cnnlab')

const layers = (name: string): string => JSON.stringify({ name, input: [1, 28, 28], initializer: 'xavier-uniform', layers: [{ layer: 'flatten' }, { layer: 'linear', features: 10 }] })

/** A square with a cross, which the page decodes. */
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28"><path d="M4 4L24 24M24 4L4 24" stroke="black" stroke-width="3"/></svg>'

/** Chooses an item of the menu by the labels that lead to it. */
async function chooseInMenu(app: ElectronApplication, ...labels: readonly string[]): Promise<void> {
  await app.evaluate(({ Menu }, path) => {
    let items = Menu.getApplicationMenu()?.items ?? []
    for (const [depth, label] of path.entries()) {
      const item = items.find((item) => item.label.replaceAll('&', '').startsWith(label))
      if (!item) throw new Error(`there is no ${label} among ${items.map(({ label }) => label).join(', ')}`)
      if (depth === path.length - 1) (item.click as () => void)() // typed as any function
      else items = item.submenu?.items ?? []
    }
  }, labels)
}

const recentLabels = (app: ElectronApplication): Promise<readonly string[]> =>
  repeatably(() => app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.getMenuItemById('recent')?.submenu?.items ?? []).map(({ label }) => label)))

test('files are opened as a desktop hands them over: at the start, by a second start, dropped, from the menu, and again after a restart', async ({ home, openLab }, testInfo) => {
  const folder = join(home, 'handed-in')
  mkdirSync(folder)
  const path = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const mine = path('mine.json', layers('Mine'))
  const settings = path('settings.json', readFileSync(join(project, 'docs', 'examples', 'learning-rate-grid.json'), 'utf8'))
  const cross = path('cross.svg', drawing)
  const other = path('other.json', layers('Other'))
  // By its content, whatever its name says.
  const bundle = join(folder, 'handed-in.tar')
  writeFileSync(bundle, readFileSync(exampleBundle))

  const first = await openLab(home, [mine])
  const { app, page } = first
  const heading = page.getByRole('heading', { level: 1 })

  await test.step('at the start: a list of layers is shown in Model', async () => {
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Mine', { timeout: 30_000 })
  })

  await test.step('a second start hands its files to the first, and ends', async () => {
    const { executable, args, env } = labCommand(home)
    execFileSync(executable, [...args, 'handed-in.tar'], { env, cwd: folder, timeout: 60_000, stdio: 'ignore' })
    await expect(page.getByRole('region', { name: 'The opened bundle' })).toContainText('lenet-relu', { timeout: 30_000 })
    await expect(page.getByTestId('runs-count')).toContainText('2 runs')
    await keepPicture(page, testInfo, 'second-start')
  })

  await test.step('dropped: a picture is tried in Inspect, a sweep fills its form', async () => {
    await pressView(page, 'train')
    await dropFiles(page, [cross], 'a picture to open it')
    await expect(heading).toHaveText('Inspect', { timeout: 30_000 })
    await expect(page.getByText('cross.svg').first()).toBeVisible()
    await keepPicture(page, testInfo, 'picture')
    await pressView(page, 'train')
    await dropFiles(page, [settings], 'a picture to open it')
    await expect(heading).toHaveText('New sweep')
    await expect(field(page, 'Title')).toHaveValue('Learning rate and batch size of LeNet')
  })

  await test.step('from the menu', async () => {
    await repeatably(() => app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, other))
    await chooseInMenu(app, 'File', 'Open…')
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Other')
    expect((await recentLabels(app)).slice(0, 5).map((label) => label.split(' ')[0])).toEqual(['other.json', 'settings.json', 'cross.svg', 'handed-in.tar', 'mine.json'])
  })

  await test.step('the recent ones are there after a restart; one that is gone says so, and leaves the list', async () => {
    await closeLab(first)
    rmSync(other)
    const { app, page } = await openLab(home)
    await chooseInMenu(app, 'File', 'Open Recent', 'mine.json')
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Mine', { timeout: 30_000 })
    await chooseInMenu(app, 'File', 'Open Recent', 'other.json')
    await expect(page.getByTestId('opening')).toContainText('other.json is not there any more.')
    await keepPicture(page, testInfo, 'gone')
    await page.getByTestId('opening').getByRole('button', { name: 'OK' }).click()
    await expect.poll(() => recentLabels(app)).not.toContainEqual(expect.stringContaining('other.json'))
    await chooseInMenu(app, 'File', 'Open Recent', 'Clear')
    await expect.poll(() => recentLabels(app)).toEqual(['Clear the List'])
  })
})

test("the menu's undo reaches the editor that has the focus, and the text of a field elsewhere", async ({ lab }) => {
  const { app, page } = lab
  await test.step('the list of layers', async () => {
    await pressView(page, 'model')
    const layer = page.getByRole('button', { name: /^Layer 1: Convolution : 96/ })
    await layer.click()
    await page.keyboard.press('Delete')
    await expect(layer).toBeHidden()
    await chooseInMenu(app, 'Edit', 'Undo')
    await expect(layer).toBeVisible()
    await chooseInMenu(app, 'Edit', 'Redo')
    await expect(layer).toBeHidden()
  })
  await test.step('a field of the form', async () => {
    await chooseInMenu(app, 'File', 'New Run')
    const batchSize = field(page, 'Batch size')
    await batchSize.selectText()
    await page.keyboard.type('64')
    await expect(batchSize).toHaveValue('64')
    await chooseInMenu(app, 'Edit', 'Undo')
    await expect(batchSize).not.toHaveValue('64')
  })
  await test.step('the theme, and the settings', async () => {
    await chooseInMenu(app, 'View', 'Theme', 'Dark')
    await expect(page.locator('html')).toHaveClass(/dark/)
    await chooseInMenu(app, 'File', 'Settings')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings')
  })
  await test.step('the licences, again and again', async () => {
    for (let time = 0; time < 2; time++) {
      await chooseInMenu(app, 'Help', 'Licences')
      await expect(page.getByRole('dialog')).toContainText('Permission is hereby granted')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
  })
})

test.describe('a first start', () => {
  test.use({ isFirstStart: true })

  test('shows a tour of four steps once, and brings two example runs, which stay deleted', async ({ home, openLab }, testInfo) => {
    const first = await openLab(home)
    const { app, page } = first
    const card = page.getByRole('dialog')

    await test.step('four steps by the keyboard, each at a control', async () => {
      await expect(card).toContainText('Step 1 of 4', { timeout: 30_000 })
      for (const [number, title] of ['Choose what to train', 'Train', 'Watch, pause, stop', 'Look at what it has learnt'].entries()) {
        await expect(card.getByRole('heading', { name: title, exact: true })).toBeFocused()
        const [box, size] = [await card.boundingBox(), await page.evaluate(() => [innerWidth, innerHeight])]
        expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= (size[0] ?? 0) && box.y + box.height <= (size[1] ?? 0)).toBe(true)
        for (const theme of ['Light', 'Dark']) {
          await chooseInMenu(app, 'View', 'Theme', theme)
          await keepPicture(page, testInfo, `tour-${number + 1}-${theme}`)
        }
        if (number < 3) {
          while (!(await card.getByRole('button', { name: 'Next' }).evaluate((button) => button === document.activeElement))) await page.keyboard.press('Tab')
          await page.keyboard.press('Enter')
        }
      }
      await card.getByRole('button', { name: 'Done' }).click()
      await expect(card).toBeHidden()
    })

    await test.step('it can be taken again, and skipped by Escape', async () => {
      await chooseInMenu(app, 'Help', 'Take the Tour')
      await expect(card).toContainText('Step 1 of 4')
      await page.keyboard.press('Escape')
      await expect(card).toBeHidden()
    })

    await test.step('the example has results and can be compared and inspected', async () => {
      await pressView(page, 'runs')
      await expect(page.getByTestId('runs-count')).toContainText('2 runs', { timeout: 30_000 })
      await expect(page.getByRole('grid')).toContainText('88.8')
      await keepPicture(page, testInfo, 'runs')
      await page.getByRole('link', { name: 'LeNet with ReLU' }).click()
      await page.getByText('Results', { exact: true }).click()
      await expect(page.getByTestId('results')).toContainText('Confusion matrix', { timeout: 30_000 })
      await keepPicture(page, testInfo, 'results')
      await pressView(page, 'inspect')
      await expect(page.getByRole('complementary', { name: 'Image and answer' })).toContainText('%', { timeout: 60_000 })
      await keepPicture(page, testInfo, 'inspect')
      await chooseInMenu(app, 'File', 'Report…')
      await expect(page.getByRole('heading', { level: 1 })).toContainText(/report/i)
    })

    await test.step('deleted, they do not come back; nor does the tour', async () => {
      await pressView(page, 'runs')
      await page.getByRole('grid').getByRole('row').nth(1).click()
      await page.keyboard.press('Control+a')
      await page.keyboard.press('Delete')
      await expect(page.getByText('2 runs deleted.').first()).toBeVisible()
      await closeLab(first)
      const again = await openLab(home)
      await pressView(again.page, 'runs')
      await expect(again.page.getByRole('heading', { name: 'No runs yet' })).toBeVisible({ timeout: 30_000 })
      await expect(again.page.getByRole('dialog')).toBeHidden()
    })
  })
})
