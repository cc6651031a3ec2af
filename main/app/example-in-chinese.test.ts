// The runs that ship, in a lab that speaks Chinese: titles, marks and notes are the lab's own words.
import { join } from 'node:path'
import { newestFirstChoice } from '@contract/runs/run-query'
import { afterAll, expect, it, onTestFinished, vi } from 'vitest'

vi.stubEnv('CNN_LAB_LANGUAGE', 'zh-Hans')
vi.resetModules()
const { Lab } = await import('../lab/lab')
const { openDirectStore } = await import('../lab/store/direct-store')
const { allRuns } = await import('../lab/testing/all-runs')
const { FakeLauncher } = await import('../lab/testing/fake-launcher')
const { temporaryFolder } = await import('../lab/testing/samples')
const { bringExample } = await import('./example')
const { FirstStart } = await import('./first-start')

afterAll(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

it('has Chinese titles, by which it is found, and a Chinese mark', async () => {
  const lab = await Lab.open({ home: temporaryFolder(), launcher: new FakeLauncher(), openStore: openDirectStore })
  onTestFinished(() => lab.close())
  await bringExample(lab, new FirstStart(join(temporaryFolder(), 'first-start.json')))
  const runs = await allRuns(lab)
  expect(runs.map(({ title }) => title).sort()).toEqual(['书中的 LeNet', '使用 ReLU 的 LeNet'])
  expect(await lab.runTable.runTags()).toEqual([expect.objectContaining({ tag: '示例', runs: 2 })])
  expect((await lab.runTable.runTable({ ...newestFirstChoice, filter: '书中的 随时可以删除' }, { offset: 0, limit: 5 })).rows).toHaveLength(1)
})
