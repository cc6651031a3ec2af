// A home whose store has lost runs, and holds some that it cannot read: both are told in the list of runs, with a way out, in every size, theme and language.
import type { TestInfo } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointAt } from '../contract/runs/checkpoints'
import { defaultSpec } from '../contract/training/run-spec'
import type { ModelName } from '../contract/models/zoo'
import { writeSealedFolder } from '../main/files/sealed-folder'
import { Database } from '../main/lab/store/database'
import { makeManyRuns } from '../main/lab/testing/many-runs'
import { sampleEpoch } from '../main/lab/testing/samples'
import { expect, keepPicture, keepsPictures, pressView, resizeTo, test, withoutTransitions, type LabWindow } from './lab-window'

/** What the engine leaves of a run after its second epoch. */
async function leaveFolder(home: string, id: string, model: ModelName): Promise<void> {
  const folder = join(home, 'runs', id)
  mkdirSync(join(folder, 'checkpoints'), { recursive: true })
  const state = { epoch: 2, step: 20, stepOfEpoch: 0, lossSum: 0, correct: 0, images: 0, epochSeconds: 0, elapsedSeconds: 120 }
  await writeSealedFolder(join(folder, checkpointAt(2, 20).folder), { 'parameters.safetensors': ['values'] }, { spec: { ...defaultSpec(model), epochs: 2 }, state, epochs: [sampleEpoch(1), sampleEpoch(2)], plan: null })
}

/** Eight runs, two of them damaged; beside them the folders of two lost runs and of one of which nothing can be read. */
async function damage(home: string): Promise<void> {
  makeManyRuns(home, 8, 3)
  const database = new Database(join(home, 'lab.db'))
  database.run(`UPDATE runs SET spec = '{' WHERE number = 7`)
  database.run(`UPDATE runs SET status = 'sleeping' WHERE number = 5`)
  database.close()
  await leaveFolder(home, 'lenet-relu-901', 'lenet-relu')
  await leaveFolder(home, 'alexnet-902', 'alexnet')
  mkdirSync(join(home, 'runs', 'lenet-903', checkpointAt(1, 10).folder), { recursive: true })
}

/** Shows the window in two sizes, and keeps pictures of both themes. */
async function pictures(lab: LabWindow, testInfo: TestInfo, name: string): Promise<void> {
  for (const [width, height] of [[1440, 900], [1024, 700]] as const) {
    await resizeTo(lab, width, height)
    if (!keepsPictures) continue
    for (const colorScheme of ['light', 'dark'] as const) {
      await lab.page.emulateMedia({ colorScheme })
      await expect(lab.page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`))
      await keepPicture(lab.page, testInfo, `${name}-${width}-${colorScheme}`)
    }
  }
}

test('lost runs are found again, damaged ones deleted', async ({ home, openLab }, testInfo) => {
  await damage(home)
  const lab = await openLab(home)
  const { page } = lab
  await withoutTransitions(page)
  await pressView(page, 'runs')
  const notice = page.getByRole('region', { name: 'Lost runs' })
  await expect(notice).toContainText('3 runs have folders here, but are not in the list.')
  const damaged = page.getByRole('row').filter({ hasText: 'Damaged in the store: ' })
  await expect(damaged).toHaveCount(2)
  await expect(damaged.first()).toContainText('Its settings or its state are no JSON.')
  await pictures(lab, testInfo, 'lost')

  await notice.getByRole('button', { name: 'Find them again' }).click()
  await expect(notice).toContainText('2 runs found again.')
  await expect(notice.getByRole('listitem')).toHaveText([/^lenet-903: /])
  await expect(page.getByTestId('runs-count')).toHaveText('10 runs')
  await pictures(lab, testInfo, 'found')
  await notice.getByRole('button', { name: 'OK' }).click()
  await pressView(page, 'train')
  await pressView(page, 'runs')
  await expect(page.getByTestId('runs-count')).toHaveText('10 runs')
  await expect(notice).toBeHidden() // nothing can be done about the last folder

  await damaged.first().getByRole('button', { name: 'Delete: alexnet-7' }).click()
  await expect(damaged).toHaveCount(1)
  await expect(page.getByRole('status').filter({ hasText: 'Can be undone until the lab closes.' })).toContainText('1 run deleted.')
  await page.keyboard.press('Control+z')
  await expect(damaged).toHaveCount(2)
})

test.describe('in Chinese', () => {
  test.use({ language: 'zh-Hans' })

  test('lost and damaged runs are told in Chinese', async ({ home, openLab }, testInfo) => {
    await damage(home)
    const lab = await openLab(home)
    await withoutTransitions(lab.page)
    await pressView(lab.page, 'runs')
    await expect(lab.page.getByRole('region', { name: '丢失的运行' })).toContainText('有 3 次运行的文件夹在这里')
    await expect(lab.page.getByRole('row').filter({ hasText: '已损坏' })).toHaveCount(2)
    await pictures(lab, testInfo, 'chinese-lost')
    await lab.page.getByRole('button', { name: '找回它们' }).click()
    await expect(lab.page.getByTestId('runs-count')).toHaveText(/^10/)
    await pictures(lab, testInfo, 'chinese-found')
  })
})
