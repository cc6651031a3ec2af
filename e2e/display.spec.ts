// The window as people set their system: with the colours of high contrast, without motion, at 200 %.
import type { Page } from '@playwright/test'
import { views } from '../contract/window/views'
import { expect, idle, pixelsOf, pressView, resizeTo, test, trainOutside, withoutTransitions, type LabWindow } from './lab-window'
import { layoutFaults } from './page-geometry'
import { repeatably } from './repeatably'

/** Longest animation that counts as none, in milliseconds. */
const flash = 50

interface Contrast {
  readonly name: string
  readonly ratio: number
}

/** Contrast of colours with the ground they are drawn on, by the WCAG's formula. */
function contrasts(page: Page, names: readonly string[]): Promise<Contrast[]> {
  return page.evaluate((wanted) => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('no canvas')
    const luminance = (colour: string): number => {
      context.fillStyle = colour
      context.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const ground = luminance('Canvas')
    const style = getComputedStyle(document.documentElement)
    return wanted.map((name) => {
      const [dark = 0, light = 0] = [luminance(style.getPropertyValue(`--lab-${name}`).trim()), ground].sort((a, b) => a - b)
      return { name, ratio: (light + 0.05) / (dark + 0.05) }
    })
  }, names)
}

/** What a person sees of an element beside its words. */
const lookOf = (page: Page, selector: string): Promise<{ readonly ground: string; readonly edge: string }> =>
  page.locator(selector).first().evaluate((element) => {
    const { backgroundColor, outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    return { ground: backgroundColor, edge: outlineStyle === 'none' ? '' : `${outlineWidth} ${outlineColor}` }
  })

async function checkHighContrast({ page }: LabWindow): Promise<void> {
  await withoutTransitions(page)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', contrast: 'more', colorScheme })
    await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`)) // whatever theme is chosen
    await pressView(page, 'train')
    const field = await lookOf(page, 'aside input')
    expect(field.edge, 'edge of a field').toMatch(/^1px/)
    await page.locator('aside input').first().focus()
    expect((await lookOf(page, 'aside input')).edge, 'focus').toMatch(/^3px/)
    expect((await lookOf(page, 'nav [aria-current="page"]')).ground, 'the view in the rail').not.toBe((await lookOf(page, 'nav a:not([aria-current])')).ground)
    await pressView(page, 'runs')
    await page.getByRole('link', { name: /^seen/ }).click()
    await idle(page)
    const chosen = await lookOf(page, '[role="radiogroup"] label:has(:checked)')
    expect(chosen.ground, 'the chosen tab').not.toBe((await lookOf(page, '[role="radiogroup"] label:not(:has(:checked))')).ground)
    for (const { name, ratio } of await contrasts(page, ['train', 'test', 'axis', 'published', 'measured', 'compute', 'bandwidth', 'network-1', 'network-2', 'network-3', 'network-4', 'network-5'])) {
      expect(ratio, `${name}, ${colorScheme}`).toBeGreaterThan(3)
    }
    await expect.poll(() => pixelsOf(page, 'loss', 'train'), 'the line of a chart').toBeGreaterThan(0)
    expect(await page.getByLabel('Figures').locator('.bg-\\(--lab-train\\)').first().evaluate((dot) => getComputedStyle(dot).forcedColorAdjust), 'the colour of a figure').toBe('none')
    await page.getByRole('link', { name: 'All runs' }).click()
  }
  await page.emulateMedia({ forcedColors: null, contrast: null, colorScheme: null })
}

/** The longest animation that runs on the page while something happens, in milliseconds. */
async function longestAnimation(page: Page, happens: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const watch = { longest: 0, isOn: true }
    Object.assign(globalThis, { animationWatch: watch })
    const look = (): void => {
      for (const { effect } of document.getAnimations()) watch.longest = Math.max(watch.longest, Number(effect?.getComputedTiming().activeDuration ?? 0))
      if (watch.isOn) requestAnimationFrame(look)
    }
    look()
  })
  await happens()
  return page.evaluate(() => {
    const { animationWatch } = globalThis as unknown as { readonly animationWatch: { longest: number; isOn: boolean } }
    animationWatch.isOn = false
    return animationWatch.longest
  })
}

/** Opens and closes what lies over a view. */
async function openAndClose(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Theme/ }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

async function checkReducedMotion({ page }: LabWindow): Promise<void> {
  expect(await longestAnimation(page, () => openAndClose(page)), 'with motion').toBeGreaterThan(flash) // else the rest could not fail
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // What began to move before goes on to its end.
  await expect.poll(() => page.evaluate(() => document.getAnimations().filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime))).length)).toBe(0)
  const longest = await longestAnimation(page, async () => {
    await openAndClose(page)
    for (const { name, label } of views) {
      await pressView(page, name)
      await expect(page.getByRole('heading', { level: 1, name: label })).toBeAttached()
      await idle(page)
    }
  })
  expect(longest, 'with reduced motion').toBeLessThan(flash)
  await page.emulateMedia({ reducedMotion: null })
}

/** Enlarges by the window's own zoom, as Ctrl and + do. */
async function checkZoom(lab: LabWindow): Promise<void> {
  const { app, page } = lab
  await resizeTo(lab, 1024, 700)
  const zoom = (factor: number): Promise<void> =>
    repeatably(() => app.evaluate(({ BrowserWindow }, wanted) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(wanted)
    }, factor))
  await zoom(2)
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(512)
  for (const { name, label } of views) {
    await pressView(page, name)
    await expect(page.getByRole('heading', { level: 1, name: label })).toBeAttached()
    await idle(page)
    await expect.poll(() => layoutFaults(page), label).toEqual([]) // charts take their new size a frame later
  }
  await zoom(1)
}

test('high contrast, reduced motion and 200 % keep everything in sight', async ({ home, openLab }) => {
  await trainOutside(home, '--epochs', '2', '--title', 'seen')
  const lab = await openLab(home)
  await test.step('reduced motion', () => checkReducedMotion(lab))
  await test.step('high contrast', () => checkHighContrast(lab))
  await test.step('200 %', () => checkZoom(lab))
})
