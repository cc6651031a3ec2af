// What the command line makes of Electron's end; a script stands in for Electron. In the end nothing is left behind.
import { writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { electronPrinter } from './electron-printer'

const wasThere = new Set<string>()
const jobFolders = async (): Promise<string[]> => (await readdir(tmpdir())).filter((name) => name.startsWith('cnn-lab-print-') && !wasThere.has(name))

beforeEach(async () => {
  for (const name of await jobFolders()) wasThere.add(name)
})
afterEach(async () => {
  expect(await jobFolders()).toEqual([])
})

/** Prints with a program in place of Electron, which has `folder` and `job`. */
function printedBy(program: string, signal?: AbortSignal) {
  const path = join(temporaryFolder(), 'electron.mjs')
  writeFileSync(path, `import { readFileSync, writeFileSync } from 'node:fs'
const folder = process.argv.at(-1).replace('--print-job=', '')
const job = JSON.parse(readFileSync(folder + '/job.json', 'utf8'))
${program}`)
  return electronPrinter(() => Promise.resolve([process.execPath, path]))('<p>ü', { paper: 'letter', title: 'A "title"', ...(signal && { signal }) })
}

it('is the PDF that it has written', async () => {
  const pdf = await printedBy(`writeFileSync(folder + '/report.pdf', JSON.stringify(job))`)
  expect(JSON.parse(Buffer.from(pdf).toString())).toEqual({ html: '<p>ü', paper: 'letter', title: 'A "title"' })
})

it('is the reason that it tells', async () => {
  const problem = { code: 'report/not-printed', message: 'The ink is gone.', remedy: 'Buy some.' }
  await expect(printedBy(`writeFileSync(folder + '/problem.json', '${JSON.stringify(problem)}')`)).rejects.toMatchObject(problem)
})

it('is what it said last where it crashes', async () => {
  await expect(printedBy(`console.error('no screens found'); process.exit(3)`)).rejects.toMatchObject({
    code: 'report/not-printed',
    message: 'The report could not be printed: Electron ended with exit code 3 (no screens found).',
  })
})

it('says so where it cannot be started', async () => {
  await expect(electronPrinter(() => Promise.resolve([join(temporaryFolder(), 'none')]))('', { paper: 'a4', title: '' })).rejects.toMatchObject({ code: 'report/not-printed', message: expect.stringContaining('cannot be started') as string })
})

it.skipIf(process.platform === 'win32')('ends with the work that wanted it, by the end of its standard input', async () => {
  const stopping = new AbortController()
  const reason = new LabError('report/stopped', 'Enough.')
  setTimeout(() => { stopping.abort(reason) }, 300)
  await expect(printedBy(`process.stdin.on('end', () => process.exit(1)).resume(); setTimeout(() => undefined, 60_000)`, stopping.signal)).rejects.toBe(reason)
})
