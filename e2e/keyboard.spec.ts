// The whole of a session without a mouse: fields in visual order, visible focus, the keys that work everywhere, and a task from its preset to its report.
import type { Locator, Page } from '@playwright/test'
import { views } from '../contract/window/views'
import { field, keepPicture, pressView, test, trainOutside, state, stepsDone, expect } from './lab-window'

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
    await keepPicture(page, testInfo, 'focus')
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

/** Goes by Tab until an element has the focus; every stop on the way is seen and lies in the window. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeEnabled()
  const mark = await wanted.elementHandle()
  for (let press = 0; press < 200; press++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate((element) => {
      const at = document.activeElement
      if (!at || at === document.body) return null
      const { left, top, right, bottom } = at.getBoundingClientRect()
      return { isThere: at === element, name: at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 40), isInWindow: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight }
    }, mark)
    if (!stop) continue
    expect(stop.isInWindow, `${stop.name} is in the window`).toBe(true)
    if (!stop.isThere) continue
    expect((await focused(page)).isVisible, `the focus on ${stop.name} is seen`).toBe(true)
    return
  }
  throw new Error(`Tab did not come to ${String(wanted)} within 200 presses.`)
}

/** Fills the field that has the focus. */
async function type(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+A')
  await page.keyboard.type(words)
}

test('preset, training, comparison, inspection and report by keys alone', async ({ home, openLab }) => {
  await trainOutside(home, '--epochs', '1', '--title', 'before')
  const { page } = await openLab(home)

  await test.step('chooses a preset, changes it and trains', async () => {
    const preset = page.getByRole('combobox', { name: 'Preset' })
    await tabTo(page, preset)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Home')
    await page.keyboard.type('LeNet with')
    await page.keyboard.press('Enter')
    await expect(preset).toContainText('LeNet with ReLU')
    await expect(preset).toBeFocused()
    for (const [label, value] of [['Epochs', '1'], ['Train on first', '640'], ['Test on first', '200']] as const) {
      await tabTo(page, field(page, label))
      await type(page, value)
    }
    await page.keyboard.press('Control+Enter')
    await expect(state(page, 'Complete')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('a dialog gives the focus back to the button that opened it', async () => {
    await page.keyboard.press('Control+4')
    const cleanUp = page.getByRole('button', { name: 'Clean up' })
    await tabTo(page, cleanUp)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null), 'Tab stays in the dialog').toBe(true)
    }
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(cleanUp).toBeFocused()
  })

  await test.step('opens the run and compares it', async () => {
    await tabTo(page, page.getByRole('grid'))
    await page.keyboard.press('Home') // the newest run
    await page.keyboard.press('Enter')
    await expect(page.getByRole('article', { name: /LeNet with ReLU/ })).toBeVisible()
    await tabTo(page, page.getByRole('link', { name: 'Compare' }))
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('compare-words')).toBeVisible()
    await tabTo(page, page.getByRole('link', { name: 'All runs' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('grid')).toBeVisible()
  })

  await test.step('inspects it, and comes back', async () => {
    await tabTo(page, page.getByRole('grid'))
    await page.keyboard.press('Home') // the newest run
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('link', { name: 'Inspect this run' }).first())
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('inspection-answer')).toContainText(/Recognised|Taken for/)
    await tabTo(page, page.getByRole('link', { name: 'The run' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('article', { name: /LeNet with ReLU/ })).toBeVisible()
  })

  await test.step('makes its report; a menu gives the focus back', async () => {
    await tabTo(page, page.getByRole('link', { name: 'Report' }).first())
    await page.keyboard.press('Enter')
    await expect(page.frameLocator('[data-testid="report-preview"]').getByRole('heading', { level: 1 })).toBeVisible({ timeout: 30_000 })
    const others = page.getByRole('button', { name: 'Other formats' })
    await tabTo(page, others)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
    await expect(others).toBeFocused()
  })

  await test.step('Tab goes round every view, as seen, and is caught in none', async () => {
    for (const { name, label } of views) {
      await pressView(page, name)
      await expect(page.getByRole('heading', { level: 1, name: label })).toBeAttached()
      const first = page.getByRole('navigation', { name: 'Views' }).getByRole('link').first()
      await first.focus()
      const backwards: string[] = []
      let stops = 0
      for (; stops < 300; stops++) {
        await page.evaluate(() => { Object.assign(globalThis, { before: document.activeElement }) })
        await page.keyboard.press('Tab')
        const step = await page.evaluate(() => {
          const { before } = globalThis as unknown as { readonly before: Element }
          const now = document.activeElement
          if (!now || now === document.body) return { isRound: false, back: '' }
          const pane = (element: Element): Element | null => element.closest('nav, header, aside, section')
          const [from, to] = [before.getBoundingClientRect(), now.getBoundingClientRect()]
          const isBack = pane(before) === pane(now) && to.bottom <= from.top && to.left < from.right
          return { isRound: now === document.querySelector('nav a'), back: isBack ? `${before.textContent.trim().slice(0, 30)} → ${now.textContent.trim().slice(0, 30)}` : '' }
        })
        if (step.isRound) break
        if (step.back) backwards.push(step.back)
      }
      expect(stops, `${label}: stops of Tab`).toBeLessThan(300)
      expect(backwards, label).toEqual([])
    }
  })
})
