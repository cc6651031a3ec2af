// What stands in the place of a file, such as a pipe without a writer, is refused at once and in words, and no reader of the lab opens files in another way.
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileTrouble } from './file-trouble'
import { assertRegularWhereThere, NotAFile, openRegular, openRegularNow, readRegular, readRegularNow, streamRegular } from './regular-file'
import { temporaryFolder } from './testing/temporary-folder'

const onUnix = process.platform !== 'win32'

/** Every way of reading, each to the text of the file. */
const ways: Readonly<Record<string, (path: string) => Promise<string>>> = {
  openRegular: async (path) => {
    const file = await openRegular(path)
    const text = await file.readFile('utf8')
    await file.close()
    return text
  },
  openRegularNow: (path) =>
    Promise.resolve(path).then((name) => {
      const file = openRegularNow(name)
      const text = readFileSync(file, 'utf8')
      closeSync(file)
      return text
    }),
  readRegular: (path) => readRegular(path, 'utf8'),
  readRegularNow: (path) => Promise.resolve(path).then((name) => readRegularNow(name).toString()),
  streamRegular: async (path) => {
    let text = ''
    for await (const piece of streamRegular(path, { highWaterMark: 2 })) text += String(piece)
    return text
  },
}

const refusal = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'read',
    (error: unknown) => `${error instanceof NotAFile ? '' : 'other: '}${fileTrouble(error)}`,
  )

describe.each(Object.entries(ways))('%s', (_, read) => {
  it('reads a file', async () => {
    const path = join(temporaryFolder(), 'a.txt')
    writeFileSync(path, 'some words')
    expect(await read(path)).toBe('some words')
  })

  it('refuses a folder, and says that nothing is there', async () => {
    const folder = temporaryFolder()
    expect(await refusal(read(folder))).toBe('it is a folder')
    expect(await refusal(read(join(folder, 'none')))).toBe('other: there is no such file or folder')
  })

  it.runIf(onUnix)('refuses a pipe that nobody writes to, without waiting', async () => {
    const path = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [path])
    expect(await refusal(read(path))).toBe('it is a pipe, not a file')
  })

  it.runIf(onUnix)('refuses a device', async () => {
    expect(await refusal(read('/dev/zero'))).toBe('it is a device, not a file')
  })

  it.runIf(onUnix)('refuses a socket', async () => {
    const path = join(temporaryFolder(), 'socket')
    const server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(path, resolve)
    })
    try {
      expect(await refusal(read(path))).toBe('it is a socket or a device, not a file')
    } finally {
      server.close()
    }
  })
})

it('looks at files that a library opens, and lets one pass that is not there', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'lab.db'))
  expect(() => { assertRegularWhereThere(join(folder, 'none')) }).not.toThrow()
  expect(() => { assertRegularWhereThere(join(folder, 'lab.db')) }).toThrow(new NotAFile('it is a folder'))
})

/** Functions of Node that open a file to read it. */
const opening = ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream']

/** Whether a module of the lab takes one of them, or all of them under a name. */
function opensFiles(text: string): boolean {
  const imports = [...text.matchAll(/^import (?!type )(?:\{([^}]*)\}|(.*)) from '(?:node:)?fs(?:\/promises)?'/gm)]
  return imports.some(([, names, whole]) => whole !== undefined || names?.split(',').some((name) => opening.includes(name.trim().split(' ')[0] ?? '')))
}

/** Files that may use them, each with the reason. */
const allowed: Readonly<Record<string, string>> = {
  'files/home-language.ts': 'is loaded before words can be said, looks what stands there first, and takes all that is no file for no choice',
  'files/regular-file.ts': 'is the one place',
  'files/durable-file.ts': 'opens files to write them, and folders',
  'cli/flags/text-file.ts': 'reads a descriptor that was opened there',
  'data/importing/image-slots.ts': 'makes a new file',
  'data/resources.ts': 'reads what ships with the lab',
  'app/page-protocol.ts': 'reads what ships with the lab',
  'app/print-page.ts': 'reads fonts that ship with the lab',
  'app/printed-fonts.ts': 'reads fonts that ship with the lab',
  'engine/questions/profiled.ts': 'reads what ONNX Runtime has just written into a folder of its own',
  'files/folder-lock/folder-lock.ts': 'opens a new file to write it',
  'files/folder-lock/process-identity.ts': 'reads /proc',
  'lab/store/mend-store.ts': 'opens its own copy to have the disk keep it',
  'lab/benchmark/conditions.ts': 'reads /proc',
  'lab/devices/amd-gpu.ts': 'reads /sys',
  'lab/store/owner-store.ts': 'reads /proc',
  'lab/data/downloads/download-file.ts': 'opens a file to write it',
}

it('is how every reader of the lab opens files', () => {
  const root = join(import.meta.dirname, '..')
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith('.ts') && !/\.test\.ts$|(^|\/)(testing|generated)\//.test(name))
  const offenders = sources.filter((name) => opensFiles(readFileSync(join(root, name), 'utf8')))
  expect(sources.length).toBeGreaterThan(500)
  expect(offenders.filter((name) => !(name in allowed))).toEqual([])
  expect(Object.keys(allowed).filter((name) => !offenders.includes(name)), 'exceptions that are none any more').toEqual([])
})
