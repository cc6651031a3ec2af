// A home that can only be read: the window shows its runs, and says at the button why none can be started in it.
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { closeLab, expect, keepPicture, project, test, withoutTransitions } from './lab-window'

test.use({ honoursRights: true, isFirstStart: true })
test.skip(process.platform === 'win32', 'folders have no such rights there')

test('in a home that can only be read, Train is disabled and says why', async ({ home, openLab }, testInfo) => {
  // Makes the store, as a command does in any home.
  await promisify(execFile)(process.execPath, [join(project, 'bin', 'cnn-lab.mjs'), 'runs'], { env: { ...process.env, CNN_LAB_HOME: home } })
  chmodSync(home, 0o555)
  try {
    const { page } = await openLab(home)
    const train = page.getByRole('button', { name: 'Train', exact: true })
    await expect(train).toHaveAccessibleDescription(/can only be read, so nothing can be trained in it\. To train, set CNN_LAB_HOME to a folder that you may write to/)
    await expect(train).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Sweep these settings' })).toBeDisabled()
    await expect(page.getByRole('dialog')).toBeHidden() // no tour of what cannot be done here
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('status').filter({ hasText: 'can only be read' })).toHaveCount(1)
    await withoutTransitions(page)
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await keepPicture(page, testInfo, theme)
    }
  } finally {
    chmodSync(home, 0o755)
  }
})

test('what a window keeps of a home that can only be read is gone with it; what a killed one has left, at the next start', async ({ home, openLab }) => {
  await promisify(execFile)(process.execPath, [join(project, 'bin', 'cnn-lab.mjs'), 'runs'], { env: { ...process.env, CNN_LAB_HOME: home } })
  const place = mkdtempSync(join(tmpdir(), 'cnn-lab-place-')) // short, as Chromium puts a socket into it
  const borrowed = (): readonly string[] => readdirSync(place).filter((name) => name.startsWith('cnn-lab-reading-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = place
  chmodSync(home, 0o555)
  try {
    const killed = await openLab(home)
    const [left] = borrowed()
    await expect.poll(() => readdirSync(join(place, left ?? ''))).toContain('owner.json')
    const gone = new Promise((resolve) => killed.app.process().once('exit', resolve))
    killed.app.process().kill('SIGKILL')
    await gone
    expect(borrowed()).toEqual([left])

    const next = await openLab(home)
    await expect.poll(borrowed).toHaveLength(1)
    expect(borrowed()).not.toEqual([left])
    await closeLab(next)
    await expect.poll(borrowed).toEqual([])
  } finally {
    chmodSync(home, 0o755)
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(place, { recursive: true, force: true })
  }
})
