// A home that was used in Chinese and goes on in English: titles that the lab has made are known as such, devices are told in the language of today, and nothing is measured again.
import { deviceWords } from '@common/words/run-facts'
import { hasDefaultTitle } from '@common/words/run-title'
import { defaultNetworkSettings } from '@contract/models/networks'
import { wholeDataset } from '@contract/training/run-spec'
import { join } from 'node:path'
import { afterAll, expect, it, onTestFinished, vi } from 'vitest'
import { Lab } from './lab'
import { Database } from './store/database'
import { openDirectStore } from './store/direct-store'
import { Store } from './store/store'
import { FakeLauncher } from './testing/fake-launcher'
import { sampleSpec, temporaryFolder } from './testing/samples'

vi.stubEnv('CNN_LAB_LANGUAGE', 'zh-Hans')
vi.resetModules()
const chinese = { ...(await import('./lab')), ...(await import('./store/direct-store')), ...(await import('./testing/fake-launcher')), ...(await import('@common/words/run-facts')) }

afterAll(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

/** A lab of each language in turn, in one home with a GPU. */
function labsOf(home: string) {
  const behaviour = { gpu: 'hardware', stepsPerEpoch: 5 } as const
  const launchers = { zh: new chinese.FakeLauncher(behaviour), en: new FakeLauncher(behaviour) }
  const hasGpuFiles = (): Promise<boolean> => Promise.resolve(true)
  const opened = async <T extends { close: () => Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const lab = await opening
    onTestFinished(() => lab.close())
    return lab
  }
  return {
    launchers,
    inChinese: () => opened(chinese.Lab.open({ home, launcher: launchers.zh, openStore: chinese.openDirectStore, hasGpuFiles })),
    inEnglish: () => opened(Lab.open({ home, launcher: launchers.en, openStore: openDirectStore, hasGpuFiles })),
  }
}

it('has runs whose titles are told in English when they are trained longer, but for those that the user has given, and on devices that are told in either language', async () => {
  const { inChinese, inEnglish } = labsOf(temporaryFolder())
  const before = await inChinese()
  const made = await before.runs.start(sampleSpec({ epochs: 2, device: 'webgpu' }), '')
  const own = await before.runs.start(sampleSpec({ epochs: 2 }), '我的')
  for (const { id } of [made, own]) await vi.waitFor(async () => { expect(await before.runs.record(id)).toMatchObject({ status: 'completed' }) }, 10_000)
  for (const { id } of [made, own]) await before.runs.settled(id)
  expect(made.title).toBe('使用 ReLU 的 LeNet，2 轮')
  const trained = await before.runs.record(made.id)
  expect([trained.deviceTitle, chinese.deviceWords(trained)]).toEqual(['Radeon Fast through WebGPU', 'Radeon Fast（通过 WebGPU）'])
  await before.close()

  const lab = await inEnglish()
  expect((await lab.runs.record(made.id)).title).toBe(made.title)
  expect([hasDefaultTitle(await lab.runs.record(made.id)), hasDefaultTitle(await lab.runs.record(own.id))]).toEqual([true, false])
  expect(deviceWords(await lab.runs.record(made.id))).toBe('Radeon Fast through WebGPU')
  expect((await lab.runs.trainLonger(made.id, 3)).title).toBe('LeNet with ReLU, 5 epochs')
  expect((await lab.runs.trainLonger(own.id, 3)).title).toBe('我的')
})

it('keeps what was measured: networks with changed layers on the CPU and on a GPU', async () => {
  const spec = sampleSpec({ batchSize: 100, epochs: 2, device: 'auto', network: { ...defaultNetworkSettings('lenet'), activation: 'relu', pooling: 'max' }, dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 950, limitTest: 500 } })
  const { launchers, inChinese, inEnglish } = labsOf(temporaryFolder())
  const before = await inChinese()
  const measured = await before.training.estimate(spec, true)
  expect(measured.basis).toBe('measured')
  await before.close()
  const lab = await inEnglish()
  const now = await lab.training.estimate(spec, true)
  expect(now).toMatchObject({ basis: 'measured', seconds: measured.seconds, device: measured.device })
  expect(launchers.en.commands.filter((command) => command.type === 'ask' && command.question === 'calibrate')).toEqual([])
})

it('of an earlier version tells devices whose titles were stored in Chinese, and marks titles that this language has made', () => {
  const home = temporaryFolder()
  const store = new Store(home)
  store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
  const [first, second] = [store.runs.create(sampleSpec({ epochs: 7 }), 'LeNet with ReLU, 7 epochs', 'me'), store.runs.create(sampleSpec({ epochs: 7 }), '使用 ReLU 的 LeNet，7 轮', 'me')]
  store.close()
  const database = new Database(join(home, 'lab.db'))
  database.run(`UPDATE runs SET device = 'webgpu', device_title = 'Radeon Fast（通过 WebGPU）' WHERE id = ?`, first.id)
  database.run(`UPDATE runs SET device = 'cpu', device_title = 'CPU，2 个线程', threads = 2 WHERE id = ?`, second.id)
  database.script('DROP TABLE run_index; ALTER TABLE runs DROP COLUMN title_made; DROP TABLE deleted_sweeps; DROP TABLE deleted_experiments')
  const version = Number(database.one('PRAGMA user_version')?.user_version)
  database.script(`PRAGMA user_version = ${version - 2}`)
  database.close()
  const opened = new Store(home)
  onTestFinished(() => { opened.close() })
  expect([opened.runs.get(first.id), opened.runs.get(second.id)].map(({ isTitleMade, deviceTitle }) => [isTitleMade, deviceTitle])).toEqual([[true, 'Radeon Fast through WebGPU'], [null, 'CPU, 2 threads']])
  expect(opened.runs.get(second.id).title).toBe(second.title)
})
