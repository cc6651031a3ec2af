// A Chinese report as PDF has its letters whatever fonts the system has: the page that is printed loads the parts of the window's font that it needs, and nothing else.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, pressView, test, trainOutside } from './lab-window'

test.use({ language: 'zh-Hans' })

test('a report in Chinese is printed with the font that comes with the lab', async ({ home, openLab }) => {
  test.setTimeout(180_000)
  await trainOutside(home, '--epochs', '1')
  const { app, page } = await openLab(home)
  await pressView(page, 'runs')
  await page.getByRole('row', { name: /LeNet/ }).getByRole('link').first().click()
  await page.getByRole('link', { name: '报告' }).click()
  await expect(page.frameLocator('[data-testid="report-preview"]').getByRole('heading', { name: '曲线' })).toBeVisible({ timeout: 30_000 })
  const path = join(home, 'report.pdf')
  await app.evaluate(({ dialog, session }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    const asked: string[] = []
    session.fromPartition('printing').webRequest.onCompleted(({ url, statusCode }) => {
      asked.push(`${statusCode} ${url}`)
      process.env.CNN_LAB_TEST_ASKED = JSON.stringify(asked)
    })
  }, path)
  await page.getByRole('button', { name: '保存为 PDF' }).click()
  await expect(page.getByText(/^已保存为 report\.pdf/)).toBeVisible({ timeout: 60_000 })
  expect(readFileSync(path).subarray(0, 4).toString()).toBe('%PDF')
  const asked = JSON.parse(await app.evaluate(() => process.env.CNN_LAB_TEST_ASKED ?? '[]')) as string[]
  const fonts = asked.filter((answer) => /^200 app:\/\/report\/fonts\/noto-sans-sc-[\w-]+\.woff2$/.test(answer))
  const pages = asked.filter((answer) => /^200 app:\/\/report\/[\da-f-]{36}$/.test(answer))
  expect(pages).toHaveLength(1)
  expect(asked).toHaveLength(fonts.length + pages.length)
  expect(fonts.length).toBeLessThan(101) // the parts that it needs; none where a font of the system comes first
  const answers = await app.evaluate(async ({ session }) => {
    const printing = session.fromPartition('printing')
    return Promise.all(['app://report/fonts/none.woff2', 'app://report/fonts/../index.html', 'app://lab/index.html', 'https://example.org/'].map(async (url) => printing.fetch(url).then(({ status }) => status, () => 'refused')))
  })
  expect(answers).toEqual([404, 404, 404, 'refused'])
})
