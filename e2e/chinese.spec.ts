// The lab in Chinese: chosen in Settings, spoken from the next start on, with no view, menu or dialog that falls back into English.
import type { ElectronApplication } from '@playwright/test'
import { views } from '../contract/window/views'
import { ChineseWalk, englishIn, englishLeft } from './chinese-words'
import { chooseSegment, closingAnswers, expect, field, pressView, stepsDone, test, withoutTransitions } from './lab-window'
import { repeatably } from './repeatably'

test.describe('The choice', () => {
  test.use({ language: null })

  test('Chosen in Settings, Chinese is spoken after the next start', async ({ home, openLab }) => {
    const first = await openLab(home)
    await pressView(first.page, 'settings')
    await chooseSegment(first.page, '简体中文')
    await expect(first.page.getByRole('button', { name: 'Start again now' })).toBeVisible()
    await first.app.close()
    const { page, app } = await openLab(home)
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans')
    await expect(page.getByRole('navigation').first()).toContainText('训练')
    expect((await menuLabels(app))[0]).toBe('文件(&F)')
    await pressView(page, 'settings')
    await chooseSegment(page, 'English')
    await app.close()
    await expect((await openLab(home)).page.getByRole('navigation').first()).toContainText('Train')
  })
})

/** All labels of the menu, those of submenus behind their own. */
function menuLabels(app: ElectronApplication): Promise<readonly string[]> {
  return repeatably(() => app.evaluate(({ Menu }) => {
    const labels = (items: readonly Electron.MenuItem[]): string[] => items.flatMap(({ label, submenu }) => [label, ...labels(submenu?.items ?? [])])
    return labels(Menu.getApplicationMenu()?.items ?? [])
  }))
}

test.describe('Chinese alone', () => {
  test.use({ language: 'zh-Hans', isFirstStart: true })

  test('It is spoken by the tour, the menu, every view, dialogs and reports', async ({ home, openLab }, testInfo) => {
    const { page, app } = await openLab(home)
    await withoutTransitions(page)
    const walk = new ChineseWalk(page, testInfo)
    const dialog = page.getByRole('dialog')
    const pressed = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click()

    await test.step('the tour and the menu', async () => {
      for (const step of [1, 2, 3, 4]) {
        await expect(dialog).toContainText(`第 ${step} 步，共 4 步`, { timeout: 30_000 })
        await walk.look(`tour-${step}`)
        await dialog.getByRole('button', { name: step < 4 ? '下一步' : '完成' }).click()
      }
      walk.left.menu = englishIn(await menuLabels(app))
      await page.keyboard.press('?')
      await expect(dialog).toContainText('键盘快捷键')
      await walk.look('shortcuts')
      await walk.closeDialog()
    })

    await test.step('every view', async () => {
      for (const { name } of views) {
        await pressView(page, name)
        await expect(page.getByRole('main')).toBeVisible()
        await page.waitForTimeout(500) // for what views ask of the lab
        await walk.look(name)
      }
    })

    await test.step('the table of runs: a fault of its filter, columns, groups, marks, the note and the clean-up', async () => {
      await pressView(page, 'runs')
      const filter = page.getByLabel('按词语和条件筛选运行')
      await filter.fill('精度 = 3')
      await expect(page.getByText('没有名为“精度”的设置或指标。')).toBeVisible()
      await filter.fill('')
      await pressed('列')
      await walk.look('columns')
      await page.keyboard.press('Escape')
      const row = page.getByTestId('runs-table').getByRole('row', { name: /书中的 LeNet/ })
      await row.click()
      await pressed('备注')
      await expect(dialog).toBeVisible()
      await walk.look('note')
      await walk.closeDialog()
      await pressed('清理')
      await expect(dialog).toBeVisible()
      await walk.look('clean-up')
      await walk.closeDialog()
      await row.click()
      await page.keyboard.press('Control+a')
      await walk.look('marked')
    })

    await test.step('the comparison of two runs, and its report', async () => {
      await pressed('比较')
      await expect(page.getByRole('heading', { name: '比较', exact: true })).toBeVisible()
      await expect(page.getByText('混淆矩阵').first()).toBeVisible()
      await walk.look('compare')
      await page.getByRole('link', { name: '报告' }).click()
      await report('comparison')
    })

    /** The report that is shown, and the words around it. */
    async function report(of: string): Promise<void> {
      await expect(page.frameLocator('[data-testid="report-preview"]').getByRole('heading', { name: '摘要' })).toBeVisible({ timeout: 30_000 })
      await walk.look(`report of the ${of}`)
      const frame = page.frames().at(-1)
      if (frame) walk.left[`preview of the report of the ${of}`] = await englishLeft(frame)
    }

    await test.step('the page of a run, all of it, and its report', async () => {
      await pressView(page, 'runs')
      await page.getByRole('link', { name: /书中的 LeNet/ }).first().click()
      const shown = { 曲线: page.getByTestId('chart-loss'), 结果: page.getByRole('grid', { name: '混淆矩阵' }), 设置: page.getByText('最大汇聚').or(page.getByText('平均汇聚')) }
      for (const [tab, part] of Object.entries(shown)) {
        await chooseSegment(page, tab)
        await expect(part.first()).toBeVisible()
        await walk.look(`run-${tab}`)
      }
      await page.getByRole('link', { name: '报告' }).click()
      await report('run')
    })

    await test.step('a sweep to be', async () => {
      await pressView(page, 'train')
      await pressed('用这些设置做参数扫描')
      await expect(page.getByRole('heading', { name: '新参数扫描' })).toBeVisible()
      await page.getByLabel('学习率的取值').last().fill('0.1, 快')
      await expect(page.getByText('学习率：“快”不是数。').first()).toBeVisible()
      await walk.look('new-sweep')
      await page.getByText('集群（SLURM）').click()
      await expect(page.getByText('共享文件夹必须是绝对路径。').first()).toBeVisible()
      await walk.look('new-sweep-on-cluster')
    })

    await test.step('a run that goes on, is queued after, asked about, paused and stopped', async () => {
      await pressView(page, 'train')
      await field(page, '批量大小').fill('0')
      await expect(page.getByText('批量大小最小为 1。').first()).toBeVisible()
      for (const [label, value] of [['批量大小', '128'], ['训练图像数', '640'], ['测试图像数', '200'], ['轮数', '500']] as const) await field(page, label).fill(value)
      await page.getByRole('button', { name: '训练', exact: true }).click()
      await expect.poll(() => stepsDone(page), { timeout: 60_000 }).toBeGreaterThan(10)
      await field(page, '批量大小').fill('64')
      await pressed('在这次运行之后训练')
      await expect(page.getByRole('region', { name: '队列' })).toBeVisible()
      await walk.look('training')
      walk.left.closing = englishIn(await closingWords(app))
      await pressed('暂停')
      await expect(page.getByRole('article').getByText('已暂停', { exact: true })).toBeVisible()
      await walk.look('paused')
      await page.getByRole('article').getByRole('button', { name: '停止', exact: true }).first().click()
      await expect(page.getByTestId('outcome')).toBeVisible()
      await walk.look('stopped')
    })

    walk.end()
  })
})

/** What the question says that closing the window asks; it is answered with no. */
async function closingWords(app: ElectronApplication): Promise<readonly string[]> {
  return repeatably(() => app.evaluate(({ BrowserWindow, dialog }, response) => new Promise<string[]>((resolve) => {
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, detail, buttons } = args.at(-1) as Electron.MessageBoxOptions
      resolve([message, detail ?? '', ...(buttons ?? [])])
      return Promise.resolve({ response, checkboxChecked: false })
    }
    BrowserWindow.getAllWindows()[0]?.close()
  }), closingAnswers.cancel))
}
