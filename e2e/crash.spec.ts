// The engine process is killed from outside: the window stays, says what happened, and goes on from the newest whole checkpoint.
import type { LabApi } from '@contract/api/lab-api'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, keepPicture, setUp, state, stepsDone, test, type LabWindow } from './lab-window'
import { repeatably } from './repeatably'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}

/** In the page: the epoch whose end the run could go on from. */
async function epochsKept(): Promise<number> {
  const runs = await window.lab.currentRuns()
  return runs.ok ? (runs.value[0]?.checkpoint?.epoch ?? 0) : 0
}

/** Trains until so many epochs have ended, each with a checkpoint, then kills the engine. */
async function trainAndKill({ app, page }: LabWindow, epochs: number): Promise<void> {
  await setUp(page, /^LeNet with ReLU/, { 'Train on first': '6400', 'Test on first': '1000', Epochs: '200' })
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await expect.poll(() => page.evaluate(epochsKept)).toBeGreaterThanOrEqual(epochs)
  const engine = await repeatably(() => app.evaluate(({ app: main }) => {
    const engines = main.getAppMetrics().filter((process) => process.name?.startsWith('CNN Lab engine'))
    return engines.sort((a, b) => b.creationTime - a.creationTime)[0]?.pid // the newest: older ones answered questions
  }))
  if (engine === undefined) throw new Error('there is no engine process')
  process.kill(engine, 'SIGKILL')
}

test('a killed engine costs no more than the steps since the last checkpoint', async ({ lab }, testInfo) => {
  const { page } = lab
  await trainAndKill(lab, 1)
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The engine process was killed while training')
  await expect(alert).toContainText("Electron's reason: killed.")
  await expect(state(page, 'Interrupted')).toBeVisible()
  await expect(alert.getByRole('button', { name: 'Start again' })).toBeVisible()
  await keepPicture(page, testInfo, 'killed')

  await alert.getByRole('button', { name: /^Resume from (epoch|step)/ }).click()
  await expect(state(page, 'Training')).toBeVisible()
  const steps = await stepsDone(page)
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(steps)
  await expect(alert).toBeHidden()
})

test('a damaged checkpoint is passed over, and the window says so', async ({ home, lab }, testInfo) => {
  const { page } = lab
  await trainAndKill(lab, 2)
  const alert = page.getByRole('alert')
  await expect(alert).toBeVisible()

  const checkpoints = join(home, 'runs', 'lenet-relu-1', 'checkpoints')
  const newest = (): string => join(checkpoints, readdirSync(checkpoints).filter((name) => name.startsWith('step-')).sort().at(-1) ?? '')
  const parameters = join(newest(), 'parameters.safetensors')
  const bytes = readFileSync(parameters)
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
  writeFileSync(parameters, bytes)

  await alert.getByRole('button', { name: /^Resume from epoch/ }).click()
  await expect(state(page, 'Training')).toBeVisible()
  const notice = page.getByRole('status').filter({ hasText: 'cannot be used' })
  await expect(notice).toContainText(/^\s*The checkpoint at the end of epoch \d+ cannot be used, because .* the run goes on from the end of epoch \d+ instead\.$/)
  await keepPicture(page, testInfo, 'passed-over')
})
