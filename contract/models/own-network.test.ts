// Names of own networks: which are refused and why, and which are the same name.
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { nameFault, networkKey, tidyName } from './own-network'
import { models } from './zoo'

it.each([
  ['', 'is empty'],
  ['  \n ', 'is empty'],
  ['a'.repeat(101), 'is longer than 100 letters'],
  ['AlexNet', 'is that of a network of the zoo'],
  ['  alexnet-SMALL ', 'is that of a network of the zoo'],
  ['lenet  with relu', 'is that of a network of the zoo'],
  ['mine.ONNX', 'ends like the name of a file'],
  ['mine.json', 'ends like the name of a file'],
  ['--json', 'does not begin with a letter or a digit'],
  ['../mine', 'does not begin with a letter or a digit'],
  ['mine\u0000', 'holds a letter that cannot be seen'],
  ['mi\u200bne', 'holds a letter that cannot be seen'],
])('%j %s', (name, fault) => {
  expect(nameFault(name)).toBe(fault)
})

it.each(['Mine', '2nd try', 'Mein Netz (größer)', '我的网络', 'lenet/2'])('%s may be taken', (name) => {
  expect(nameFault(name)).toBeNull()
})

it('no name of the zoo may be taken, however it is written', () => {
  for (const { name, title } of models) for (const written of [name, title.toUpperCase(), ` ${title} `]) expect(nameFault(written), written).not.toBeNull()
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

it.each(['en', 'zh-Hans'])('the same names are taken in every language: %s', async (language) => {
  vi.resetModules()
  vi.stubEnv('CNN_LAB_LANGUAGE', language)
  const own = await import('./own-network')
  const zoo = await import('./zoo')
  const shown = zoo.models.map(({ title }) => title)
  expect(shown).toContain({ en: 'Raw pixels', 'zh-Hans': '原始像素' }[language])
  for (const name of [...shown, ...models.map(({ title }) => title), '原始像素', '小型  ALEXNET', 'raw pixels', 'pixels']) expect(own.nameFault(name), name).not.toBeNull()
})

const text = fc.string({ unit: 'grapheme', maxLength: 30 })

it('a tidied name is tidy, and the key of a key is itself', () => {
  fc.assert(fc.property(text, (name) => {
    expect(tidyName(tidyName(name))).toBe(tidyName(name))
    expect(networkKey(networkKey(name))).toBe(networkKey(name))
  }))
})

it('spaces and capitals make no other name, and no other fault', () => {
  fc.assert(fc.property(text, (name) => {
    const spaced = `\t ${name.split(' ').join('   ')} `
    expect(networkKey(spaced)).toBe(networkKey(name))
    expect(networkKey(name.toLowerCase())).toBe(networkKey(name))
    expect(nameFault(spaced)).toBe(nameFault(name))
  }))
})
