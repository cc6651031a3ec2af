// What a shell makes of the words is what went in.
import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { shellWord } from './shell-word'

it.skipIf(process.platform === 'win32')('comes through a shell as it is', () => {
  const words = ['cnn-lab', '', "it's", 'a b', '$HOME', '`ls`', String.raw`\n`, '"', '*']
  expect(execFileSync('sh', ['-c', `printf '%s|' ${words.map(shellWord).join(' ')}`], { encoding: 'utf8' })).toBe(`${words.join('|')}|`)
})
