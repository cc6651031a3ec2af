// The engine process is killed from outside: the window stays, says what happened, and goes on from the checkpoint.
import type { LabApi } from '@contract/lab-api'
import { expect, setUp, state, stepsDone, test } from './lab-window'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}

/** In the page: whether there is a place to go on from already. */
async function hasCheckpoint(): Promise<boolean> {
  const runs = await window.lab.runs()
  return runs.ok && runs.value.some(({ checkpoint }) => checkpoint !== null)
}

test('a killed engine costs no more than the steps since the last checkpoint', async ({ lab }, testInfo) => {
  const { app, page } = lab
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '6400', 'Test on first': '1000', Epochs: '200' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect.poll(() => page.evaluate(hasCheckpoint)).toBe(true)

  const engine = await app.evaluate(({ app: main }) => {
    const engines = main.getAppMetrics().filter((process) => process.name === 'CNN Lab engine')
    return engines.sort((a, b) => b.creationTime - a.creationTime)[0]?.pid // the newest: older ones answered questions
  })
  if (engine === undefined) throw new Error('there is no engine process')
  process.kill(engine, 'SIGKILL')

  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The engine process was killed while training')
  await expect(state(page, 'Interrupted')).toBeVisible()
  await expect(alert.getByRole('button', { name: 'Start again' })).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('killed.png') })

  await alert.getByRole('button', { name: /^Resume from (epoch|step)/ }).click()
  await expect(state(page, 'Training')).toBeVisible()
  const steps = await stepsDone(page)
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(steps)
  await expect(alert).toBeHidden()
})
