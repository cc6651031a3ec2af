// The whole of a session without a mouse: fields in visual order, visible focus, and the keys that work everywhere.
import type { Page } from '@playwright/test'
import { field, pressView, test, state, stepsDone, expect } from './lab-window'

interface Focused {
  readonly name: string
  readonly x: number
  readonly y: number
  /** Whether the element looks different with the focus than without. */
  readonly isVisible: boolean
}

/** The element that has the focus. */
function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body
    const { x, y } = element.getBoundingClientRect()
    const look = (): string => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element)
      return [outlineStyle, outlineWidth, outlineStyle === 'none' ? '' : outlineColor, boxShadow].join(' ')
    }
    const labelled = element instanceof HTMLInputElement || element instanceof HTMLButtonElement ? element.labels?.[0]?.textContent : null
    const name = element.getAttribute('aria-label') ?? labelled ?? element.textContent
    const withFocus = look()
    if (element instanceof HTMLElement) element.blur()
    const without = look()
    if (element instanceof HTMLElement) element.focus()
    return { name: name.trim(), x, y, isVisible: withFocus !== without }
  })
}

test('a run from start to stop by keyboard alone', async ({ lab: { page } }, testInfo) => {
  await test.step('Tab goes through the form in visual order, and the focus is seen', async () => {
    const visited: Focused[] = []
    for (let press = 0; press < 80; press++) {
      await page.keyboard.press('Tab')
      const now = await focused(page)
      if (visited.some(({ name }) => name === now.name)) break
      visited.push(now)
    }
    const names = visited.map(({ name }) => name.split(':')[0])
    const form = ['Network', 'Data set', 'Batch size', 'Epochs', 'Learning rate', 'Seed', 'Initialisation', 'Train on first', 'Test on first', 'Optimizer', 'Augmentation', 'Computation and checkpoints']
    expect(names.filter((name) => form.includes(name ?? ''))).toEqual(form)
    expect(names.indexOf('Train')).toBeLessThan(names.indexOf('Preset'))
    expect(visited.filter(({ isVisible }) => !isVisible)).toEqual([])
    await page.screenshot({ path: testInfo.outputPath('focus.png') })
  })

  await test.step('a preset is chosen with the arrow keys', async () => {
    const preset = page.getByRole('combobox', { name: 'Preset' })
    await preset.focus()
    for (const [key, title] of [['ArrowDown', 'LeNet, as in the book'], ['ArrowUp', 'LeNet with ReLU']] as const) {
      await page.keyboard.press('Enter')
      const option = page.locator('[role="option"]:focus')
      await expect(option).toBeVisible()
      await page.keyboard.press(key)
      await expect(option).toContainText(title)
      await page.keyboard.press('Enter')
      await expect(preset).toContainText(title)
      await expect(preset).toBeFocused() // the list has closed, and has given the focus back
    }
  })

  await test.step('arrow keys step through sensible values', async () => {
    await field(page, 'Batch size').focus()
    await page.keyboard.press('ArrowDown')
    await expect(field(page, 'Batch size')).toHaveValue('64')
    await field(page, 'Learning rate').focus()
    await page.keyboard.press('ArrowUp')
    await expect(field(page, 'Learning rate')).toHaveValue('0.2')
    await page.keyboard.press('ArrowDown')
  })

  await test.step('a question mark explains its field when it has the focus', async () => {
    await field(page, 'Batch size').focus()
    await page.keyboard.press('Shift+Tab')
    await expect(page.locator('[data-slot="content"]').getByText('The book uses 128.').first()).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('Ctrl+Enter trains, Space pauses and goes on, Ctrl+digit changes the view', async () => {
    await field(page, 'Train on first').fill('6400')
    await field(page, 'Test on first').fill('1000')
    await field(page, 'Epochs').fill('200')
    await page.keyboard.press('Control+Enter')
    await expect(state(page, 'Training')).toBeVisible()
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(0)

    await page.keyboard.press('Space') // in a field: a character, no pause
    const steps = await stepsDone(page)
    await expect.poll(() => stepsDone(page)).toBeGreaterThan(steps)
    await expect(state(page, 'Training')).toBeVisible()
    await field(page, 'Epochs').blur()
    await page.keyboard.press('Space')
    await expect(state(page, 'Paused')).toBeVisible()
    await page.keyboard.press('Space')
    await expect(state(page, 'Training')).toBeVisible()

    await pressView(page, 'runs')
    await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible()
    await pressView(page, 'train')
    await page.getByRole('button', { name: 'Stop', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect(state(page, 'Stopped')).toBeVisible()
  })
})

test('the help lists the keys: by its button, by its key and from the menu', async ({ lab: { app, page } }) => {
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await expect(help.getByText('Train with the settings of the form')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()

  await field(page, 'Epochs').focus()
  await page.keyboard.press('?') // in a field: a character
  await expect(help).toBeHidden()
  await field(page, 'Epochs').blur()
  await page.keyboard.press('?')
  await expect(help).toBeVisible()

  const choose = (label: string): Promise<boolean> =>
    app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
      const item = items.find((candidate) => candidate.label === wanted)
      item?.click()
      return item !== undefined
    }, label)
  expect(await choose('Runs')).toBe(true)
  await expect(help).toBeVisible() // a view does not change beneath it
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  expect(await choose('Runs')).toBe(true)
  await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeVisible()
  expect(await choose('Keyboard Shortcuts')).toBe(true)
  await expect(help).toBeVisible()
})
