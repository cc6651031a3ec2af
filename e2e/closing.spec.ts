// Closing the window during a run asks; whatever is answered is done, and nothing is lost.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerClosing, closingAnswers, expect, labCommand, pressView, setUp, state, stepsDone, test, type LabWindow } from './lab-window'
import { repeatably } from './repeatably'

/** Asks the window to close, as its button in the title bar does. */
async function pressClose({ app }: LabWindow): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })
}

function isVisible({ app }: LabWindow): Promise<boolean> {
  return repeatably(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false))
}

test('a run goes on in the background, or is stopped with a checkpoint', async ({ home, openLab }) => {
  const first = await openLab(home)
  await setUp(first.page, /^LeNet with ReLU/, { 'Train on first': '6400', 'Test on first': '1000', Epochs: '200' })
  await first.page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect.poll(() => stepsDone(first.page), { timeout: 60_000 }).toBeGreaterThan(0)

  await test.step('cancel leaves everything as it is', async () => {
    await answerClosing(first.app, closingAnswers.cancel)
    await pressClose(first)
    expect(await isVisible(first)).toBe(true)
    await expect(state(first.page, 'Training')).toBeVisible()
  })

  await test.step('in the background it goes on, and starting the lab again shows it', async () => {
    await answerClosing(first.app, closingAnswers.background)
    await pressClose(first)
    await expect.poll(() => isVisible(first)).toBe(false)
    const steps = await stepsDone(first.page)
    await expect.poll(() => stepsDone(first.page)).toBeGreaterThan(steps)

    const { executable, args, env } = labCommand(home)
    const again = spawn(executable, args, { env, stdio: 'ignore' })
    await once(again, 'exit')
    await expect.poll(() => isVisible(first)).toBe(true)
  })

  await test.step('stopped, it waits in the list to be resumed', async () => {
    await answerClosing(first.app, closingAnswers.stop)
    const closed = first.app.waitForEvent('close')
    await pressClose(first)
    await closed
    const { page } = await openLab(home)
    await pressView(page, 'runs')
    const row = page.getByRole('row', { name: /LeNet with ReLU/ })
    await expect(row).toContainText('Stopped')
    await row.getByRole('button', { name: /^Resume/ }).click()
    await expect(row).toContainText('Training')
  })
})

test('the window opens where and as large as it was', async ({ home, openLab }) => {
  const bounds = { x: 40, y: 30, width: 1100, height: 720 }
  const first = await openLab(home)
  await repeatably(() => first.app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(wanted)
  }, bounds))
  const closed = first.app.waitForEvent('close')
  await pressClose(first)
  await closed
  const log = readFileSync(join(home, 'logs', 'window.log'), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { event: string }).event)
  // No line is lost that waited to be written. Processes that end with the window may be told of after it.
  const own = log.filter((event) => event !== 'child process gone' && event !== 'process ended')
  expect([own[0], own.at(-1)]).toEqual(['started', 'ended'])
  const { app } = await openLab(home)
  expect(await repeatably(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()))).toEqual(bounds)
})
