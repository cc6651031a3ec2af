// Known data sets on the command line: listed, fetched from a server on this machine, and told where they cannot be.
import { expect, it, onTestFinished } from 'vitest'
import type { KnownDataset } from '../../data/known/known-datasets'
import { idxBytes } from '../../data/sources/idx/testing/idx-bytes'
import { DownloadUseCases } from '../../lab/data/downloads/download-use-cases'
import { fileServer, published, serve } from '../../lab/data/downloads/testing/file-server'
import { Lab } from '../../lab/lab'
import { LabEvents, type LabListener } from '../../lab/lab-events'
import { openDirectStore } from '../../lab/store/direct-store'
import { LauncherInProcess } from '../../lab/testing/launcher-in-process'
import { temporaryFolder } from '../../lab/testing/samples'
import { runWithLab } from '../testing/recorded-context'
import { jsonLines } from '../testing/terminal'

const files: Readonly<Record<string, Buffer>> = {
  'train-images-idx3-ubyte': idxBytes([4, 3, 3], new Uint8Array(36).fill(9)),
  'train-labels-idx1-ubyte': idxBytes([4], Uint8Array.of(0, 1, 0, 1)),
  't10k-images-idx3-ubyte': idxBytes([2, 3, 3], new Uint8Array(18).fill(7)),
  't10k-labels-idx1-ubyte': idxBytes([2], Uint8Array.of(1, 0)),
}

it('lists known sets, fetches one with its progress, and names the file to fetch by hand where that fails', async () => {
  const home = temporaryFolder()
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher: new LauncherInProcess() })
  const store = await openDirectStore(home)
  onTestFinished(async () => {
    await lab.close()
    await store.close()
  })
  const { origin } = await fileServer((request, response) => {
    const content = files[request.url?.slice(1) ?? '']
    if (content) serve(content, request, response)
    else response.writeHead(404).end()
  })
  const known = (id: string, names: readonly string[]): KnownDataset => ({
    ...{ id, title: id, description: 'Squares.', licence: 'MIT', source: 'a test', folder: id, entries: null, options: {}, classes: null, importedBytes: 66 },
    files: names.map((name) => ({ ...published(files[name] ?? Buffer.alloc(10), `${origin}/${name}`), name })),
  })
  const events = new LabEvents()
  const downloads = new DownloadUseCases({ folders: lab.folders, store, events, owner: 'me', imports: lab.imports, known: [known('squares', Object.keys(files)), known('lost', ['gone.bin'])] })
  const run = (...args: readonly string[]) => runWithLab({ imports: lab.imports, downloads, onEvent: (listener: LabListener) => events.subscribe(listener) }, ['datasets', 'get', ...args])

  expect((await run()).stdout).toMatch(/^squares +squares +\d+ B +66 B +Squares\.$/m)
  const got = await run('squares', '--json')
  expect(got).toMatchObject({ exitCode: 0, stderr: '' })
  const lines = jsonLines(got.stdout)
  expect(lines).toContainEqual(expect.objectContaining({ type: 'download-progress' }))
  expect(lines.at(-1)).toMatchObject({ id: 'squares', isNew: true, dataset: { trainImages: 4, testImages: 2 } })
  expect((await run()).stdout).toMatch(/^squares +squares +is here/m)
  const lost = await run('lost')
  expect(lost.exitCode).toBe(1)
  expect(lost.stderr).toMatch(/gone\.bin could not be downloaded from 127\.0\.0\.1:\d+: there is no such file any more\./)
  expect(lost.stderr).toContain(`put it into ${lab.folders.downloads}/lost under the name gone.bin`)
  expect(await run('square')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Choose one of squares, lost.') as string })
})
