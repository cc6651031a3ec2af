// A window is shown with its words: in Chinese, whose words are a file of their own, not before that has come.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { languageVariable } from '../language/languages'
import { expect, labCommand, test } from './lab-window'

/** Loaded by Electron before the lab: holds back the file of the words, and writes down what the page says when the window is shown. */
const slowWords = (file: string): string => `
const { app, protocol } = require('electron')
const { renameSync, writeFileSync } = require('node:fs')
const handle = protocol.handle.bind(protocol)
protocol.handle = (scheme, answer) => handle(scheme, async (request) => {
  if (/\\/catalogue-[^/]*\\.js$/.test(request.url)) await new Promise((resolve) => setTimeout(resolve, 2500))
  return answer(request)
})
app.on('browser-window-created', (_event, window) => window.once('show', async () => {
  const [file, words] = [${JSON.stringify(file)}, await window.webContents.executeJavaScript('document.body.innerText')]
  writeFileSync(file + '.writing', words)
  renameSync(file + '.writing', file)
}))
`

for (const [language, words] of [['en', 'Train'], ['zh-Hans', '训练']] as const) {
  test(`a window in ${language} is shown with its words`, async ({ home }, testInfo) => {
    const shown = join(home, 'shown.txt')
    const script = testInfo.outputPath('slow-words.cjs')
    writeFileSync(script, slowWords(shown))
    const { executable, args, env } = labCommand(home, ['-r', script])
    const lab = spawn(executable, args, { env: { ...env, [languageVariable]: language }, stdio: 'ignore' })
    const ended = once(lab, 'exit')
    try {
      await expect.poll(() => existsSync(shown), { timeout: 60_000 }).toBe(true)
      expect(readFileSync(shown, 'utf8')).toContain(words)
    } finally {
      lab.kill('SIGTERM')
      await ended
    }
  })
}
