// A home that can only be read: the window shows its runs, and says at the button why none can be started in it.
import { execFile } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, keepPicture, project, test, withoutTransitions } from './lab-window'

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
