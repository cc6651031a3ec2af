// No message of Zod's own reaches a user: every issue that a schema does not word itself is in the lab's words, in its language.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'

const schema = z.strictObject({
  kind: z.discriminatedUnion('layer', [z.strictObject({ layer: z.literal('relu') }), z.strictObject({ layer: z.literal('flatten') })]),
  one: z.literal('one'),
  name: z.string().min(2).max(5),
  count: z.int().min(1).max(9).multipleOf(2),
  share: z.number().gt(0).lt(1),
  list: z.array(z.string()).min(1).max(2),
  flag: z.boolean(),
  sum: z.hash('sha256'),
  either: z.union([z.string(), z.number()]),
  own: z.number('must be a colour'),
})
const right = { kind: { layer: 'relu' }, one: 'one', name: 'abc', count: 2, share: 0.5, list: ['a'], flag: true, sum: 'ab'.repeat(32), either: 1, own: 1 }

const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, string, string])[] = [
  ['an unknown kind', { kind: { layer: 'conv9' } }, 'kind.layer: must be one of relu, flatten', 'kind.layer：必须是以下之一：relu、flatten'],
  ['another word', { one: 'two' }, 'one: must be one', 'one：必须是 one'],
  ['a field that is left out', { name: undefined }, 'name: is missing', 'name：缺失'],
  ['another type', { name: 1 }, 'name: must be a text', 'name：必须是文本'],
  ['a short text', { name: 'a' }, 'name: is shorter than 2 letters', 'name：少于 2 个字符'],
  ['a long text', { name: 'abcdef' }, 'name: is longer than 5 letters', 'name：超过 5 个字符'],
  ['a fraction', { count: 1.5 }, 'count: must be a whole number', 'count：必须是整数'],
  ['a small number', { count: 0 }, 'count: must be at least 1', 'count：最小为 1'],
  ['a large number', { count: 10 }, 'count: must be at most 9', 'count：最大为 9'],
  ['no multiple', { count: 3 }, 'count: must be a multiple of 2', 'count：必须是 2 的倍数'],
  ['a bound that does not belong to it, below', { share: 0 }, 'share: must be greater than 0', 'share：必须大于 0'],
  ['a bound that does not belong to it, above', { share: 1 }, 'share: must be less than 1', 'share：必须小于 1'],
  ['an empty list', { list: [] }, 'list: must not be empty', 'list：不能为空'],
  ['a long list', { list: ['a', 'b', 'c'] }, 'list: has more than 2 elements', 'list：超过 2 个元素'],
  ['no list', { list: 3 }, 'list: must be a list', 'list：必须是列表'],
  ['no switch', { flag: 'yes' }, 'flag: must be true or false', 'flag：必须是 true 或 false'],
  ['another format', { sum: 'abc' }, 'sum: is not valid', 'sum：无效'],
  ['neither of two', { either: true }, 'either: is not valid', 'either：无效'],
  ['an unknown field', { seeed: 3 }, 'spec: has no seeed', 'spec：没有 seeed'],
  ["a schema's own words", { own: 'red' }, 'own: must be a colour', 'own：must be a colour'],
]

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

describe.each([['en', 2], ['zh-Hans', 3]] as const)('in %s', (language, words) => {
  it.each(wrong)('words %s', async (...parts) => {
    vi.resetModules()
    vi.stubEnv('CNN_LAB_LANGUAGE', language)
    const { faultsOf } = await import('./issue-words')
    const { error } = schema.safeParse({ ...right, ...parts[1] })
    if (!error) throw new Error('it is right')
    expect(faultsOf(error, 'spec')).toBe(parts[words])
  })

  it('words an error that nobody caught', async () => {
    vi.resetModules()
    vi.stubEnv('CNN_LAB_LANGUAGE', language)
    const { toProblem } = await import('./problem')
    const { error } = schema.safeParse({ ...right, count: 0 })
    expect(toProblem(error).message).toBe({ en: 'count: must be at least 1', 'zh-Hans': 'count：最小为 1' }[language])
  })
})
