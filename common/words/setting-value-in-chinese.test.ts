// Names of settings and values in a lab that speaks Chinese.
import { afterAll, expect, it, vi } from 'vitest'

vi.stubEnv('CNN_LAB_LANGUAGE', 'zh-Hans')
vi.resetModules()
const { settingWithValue } = await import('./setting-value')

afterAll(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

it('no two words of Chinese stand side by side as if they were one', () => {
  expect(settingWithValue('学习率', '0.1')).toBe('学习率 0.1')
  expect(settingWithValue('汇聚', '最大')).toBe('汇聚为最大')
})
