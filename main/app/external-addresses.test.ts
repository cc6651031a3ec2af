// What is opened outside the window: addresses that stand in the code, never one that a page, a file or a user has given.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('..', import.meta.url))

/** What each call of `openExternal` in a program is given, if that is a constant of the file that holds an https address; else the words of the call. */
function openedBy(program: string): readonly string[] {
  return [...program.matchAll(/\bopenExternal\(([^)]*)\)/g)].map(([, argument = '']) => {
    const constant = new RegExp(`^const ${argument.replaceAll(/\W/g, '')} = '(https://[^']+)'$`, 'm').exec(program)?.[1]
    return constant ?? `not a constant: ${argument}`
  })
}

it('finds addresses that are none of the code', () => {
  expect(openedBy("const home = 'https://a.example'\nvoid shell.openExternal(home)")).toEqual(['https://a.example'])
  expect(openedBy('void shell.openExternal(event.url)')).toEqual(['not a constant: event.url'])
  expect(openedBy("const home = 'file:///etc'\nopenExternal(home)")).toEqual(['not a constant: home'])
})

it('is the chapter alone', () => {
  const programs = readdirSync(main, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const opened = programs.flatMap((file) => openedBy(readFileSync(join(main, file), 'utf8')))
  expect(opened).toEqual(['https://d2l.ai/chapter_convolutional-modern/alexnet.html'])
})
