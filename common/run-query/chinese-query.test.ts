// Questions to the table of runs in a lab that speaks Chinese.
import { afterAll, describe, expect, it, vi } from 'vitest'
import { fieldNamed as inEnglish, fieldNames as englishNames } from './run-fields'
import { readQuery as readInEnglish } from './read-query'

vi.stubEnv('CNN_LAB_LANGUAGE', 'zh-Hans')
vi.resetModules()
const inChinese = await import('./run-fields')
const reader = await import('./read-query')
const words = await import('./condition-words')

afterAll(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

describe('in Chinese', () => {
  it('every English name means what it means in English', () => {
    expect(englishNames.filter((name) => inChinese.fieldNamed(name) !== inEnglish(name))).toEqual([])
  })

  it('every field has a label of its own', () => {
    const fields = [...new Set(englishNames.map((name) => inEnglish(name)).filter((field) => field !== null))]
    expect(fields.filter((field) => inChinese.fieldNamed(inChinese.labelOf(field)) !== field)).toEqual([])
  })

  it.each([
    'test accuracy > 88 % and (dropout = 0 or not tag = baseline)',
    'optimizer = SGD with momentum and state = training',
    'patience = never and patience != 5 epochs',
    'time > 10 min and pinned = yes',
  ])('a question in English has the same answer: %s', (question) => {
    expect(reader.readQuery(question).condition).toEqual(readInEnglish(question).condition)
  })

  it.each([
    ['验证精度 > 88 % and （学习率 = 0.1 or not 标记 = baseline）', 'validation accuracy > 88 % and (learning rate = 0.1 or not tag = baseline)'],
    ['优化器 = 带动量的 SGD and 状态 = 训练中', 'optimizer = SGD with momentum and status = training'],
    ['耐心值 = 从不 and 耐心值 != 5 轮', 'patience = never and patience != 5 epochs'],
    ['用时 ＞ 10 分钟 and 置顶 = 是', 'time > 10 min and pinned = yes'],
  ])('%s is understood', (chinese, english) => {
    expect(reader.readQuery(chinese).condition).toEqual(readInEnglish(english).condition)
  })

  it('days are counted back', () => {
    const { condition } = reader.readQuery('创建时间 > 7 天前')
    expect(condition).toMatchObject({ kind: 'comparison', field: 'createdAt', value: { kind: 'moment' } })
  })

  it('the question is told back in Chinese', () => {
    expect(words.conditionWords(reader.readQuery('validation accuracy > 88 % and pinned = yes').condition).replaceAll('\u00a0', ' ')).toBe('验证精度高于 88.0 %，且置顶为是')
  })
})
