// The lab in Chinese where one seldom looks: what a run saw in its layers, dialogs of data sets and images, a sweep that a cluster trains, licences.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { languageVariable } from '../language/languages'
import { ChineseWalk } from './chinese-words'
import { writeFlowers } from './flowers'
import { chooseSegment, cnnLab, dropFiles, expect, field, keepPicture, pressView, test, trainOutside, withoutTransitions } from './lab-window'

test.use({ language: 'zh-Hans' })

/** A task that goes on, and one that waits, as SLURM tells them. */
const tasks = ['JobId=13 ArrayJobId=12 ArrayTaskId=1 JobState=RUNNING Reason=None ExitCode=0:0 EndTime=Unknown NodeList=node7', 'JobId=12 ArrayJobId=12 ArrayTaskId=2-4 JobState=PENDING Reason=Resources ExitCode=0:0 EndTime=Unknown NodeList=']

/** Scripts in the place of SLURM's programs. @returns a PATH by which they are found first */
function pathWithSlurm(folder: string): string {
  mkdirSync(folder)
  for (const [name, script] of Object.entries({ sbatch: 'echo 12', scontrol: `cat <<'END'\n${tasks.join('\n')}\nEND`, scancel: '' })) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return `${folder}${delimiter}${process.env.PATH ?? ''}`
}

/** Begins a sweep of four points on the cluster. */
async function sweepOnCluster(home: string): Promise<void> {
  const [file, shared] = [join(home, 'sweep.json'), join(home, 'shared')]
  mkdirSync(shared)
  writeFileSync(file, JSON.stringify({ version: 1, title: '学习率与批量大小', base: { preset: 'lenet-relu', settings: { device: 'cpu' } }, axes: [{ setting: 'optimizer.learningRate', values: [0.1, 0.2] }, { setting: 'batchSize', values: [64, 128] }], strategy: { kind: 'grid' } }))
  await cnnLab(home, 'sweep', file, '--on', 'slurm', '--folder', shared)
}

test('It is spoken by layers over time, dialogs, and sweeps on a cluster', async ({ home, openLab }, testInfo) => {
  test.skip(process.platform === 'win32', 'stand-ins for the programs of SLURM are shell scripts')
  const before = { PATH: process.env.PATH, [languageVariable]: process.env[languageVariable] }
  Object.assign(process.env, { PATH: pathWithSlurm(join(home, 'slurm')), [languageVariable]: 'zh-Hans' }) // of the command line, too
  try {
    await trainOutside(home, '--epochs', '2', '--telemetry', '2')
    await sweepOnCluster(home)
    writeFlowers(join(home, 'handed-in', 'Flowers'))
    const { page } = await openLab(home)
    await withoutTransitions(page)
    const walk = new ChineseWalk(page, testInfo)
    const dialog = page.getByRole('dialog')

    await test.step('what a run saw in its layers, and an image that it was wrong about', async () => {
      await pressView(page, 'runs')
      await page.getByTestId('runs-table').getByRole('link', { name: /LeNet/ }).first().click()
      await chooseSegment(page, '层')
      await expect(page.getByTestId('layer-telemetry')).toBeVisible()
      await walk.look('layers')
      await page.getByRole('combobox', { name: '各层的指标' }).click()
      await walk.look('figures of layers')
      await page.keyboard.press('Escape')
      await chooseSegment(page, '结果')
      await expect(page.getByRole('grid', { name: '混淆矩阵' })).toBeVisible()
      await page.getByTestId('evaluated-images').getByRole('button').first().click()
      await expect(dialog).toContainText('数据集中为')
      await walk.look('image of an evaluation')
      await walk.closeDialog()
    })

    await test.step('a sweep while the cluster trains it, and the question before it is deleted', async () => {
      await page.keyboard.press('Escape')
      await pressView(page, 'runs')
      await page.getByRole('link', { name: '参数扫描', exact: true }).click()
      await walk.look('sweeps')
      await page.getByTestId(/^sweep-/).first().click()
      await page.getByRole('button', { name: '立即查看' }).click()
      await expect(page.getByText(/^.+查看：/)).toBeVisible()
      await walk.look('sweep on a cluster')
      await page.getByRole('button', { name: '暂停', exact: true }).click()
      await page.getByRole('button', { name: '删除', exact: true }).click()
      await expect(dialog).toContainText('删除参数扫描')
      await walk.look('sweep to be deleted')
      await walk.closeDialog()
    })

    await test.step('data: an image enlarged, known sets, an import and its faults, a set to be removed', async () => {
      await pressView(page, 'data')
      await page.getByTestId('image-grid').focus()
      await page.keyboard.press('Enter')
      await expect(dialog).toBeVisible()
      await walk.look('large image')
      await walk.closeDialog()
      await page.getByRole('button', { name: '导入', exact: true }).click()
      await walk.look('ways to import')
      await page.getByRole('menuitem', { name: /^已知数据集/ }).click()
      await expect(dialog).toContainText('MNIST')
      await walk.look('known sets')
      await walk.closeDialog()
      await dropFiles(page, [join(home, 'handed-in', 'Flowers')], null)
      await expect(dialog).toContainText('42 张图像', { timeout: 30_000 })
      await walk.look('import')
      await field(page, '高度').fill('700')
      await expect(dialog).toContainText('512')
      await walk.look('import with a fault')
      await field(page, '高度').fill('24')
      await dialog.getByRole('button', { name: '导入', exact: true }).click()
      await expect(dialog).toBeHidden({ timeout: 30_000 })
      await walk.look('imported')
      await page.getByRole('button', { name: 'Flowers 的更多操作' }).click()
      await page.getByRole('menuitem', { name: '移除…' }).click()
      await expect(dialog).toContainText('移除 Flowers？')
      await walk.look('set to be removed')
      await walk.closeDialog()
    })

    await test.step('licences', async () => {
      await pressView(page, 'settings')
      await page.getByRole('button', { name: '显示许可证' }).click()
      await expect(dialog).toContainText('MIT')
      await keepPicture(page, testInfo, 'licences') // the texts of licences are English
      await walk.closeDialog()
    })
    walk.end()
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
  }
})
