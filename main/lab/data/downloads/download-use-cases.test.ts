// Sets that are fetched by name, from a server on this machine into the lab: downloaded, unpacked, imported under their own id, and nothing left over.
import type { LabEvent } from '@contract/runs/events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { datasetInfo, loadDataset } from '../../../data/catalogue'
import { knownDatasets, type KnownDataset, type PublishedFile } from '../../../data/known/known-datasets'
import { idxBytes } from '../../../data/sources/idx/testing/idx-bytes'
import { zipBytes } from '../../../data/sources/testing/zip-bytes'
import { useStoredDatasets } from '../../../data/stored/stored-datasets'
import { HomeFolders } from '../../home-folders'
import { LabEvents } from '../../lab-events'
import { openDirectStore } from '../../store/direct-store'
import { LauncherInProcess } from '../../testing/launcher-in-process'
import { temporaryFolder } from '../../testing/samples'
import { ImportUseCases } from '../imports/import-use-cases'
import { lockDownloads } from './download-lock'
import { DownloadUseCases } from './download-use-cases'
import { fileServer, published, serve } from './testing/file-server'

/** Six training and four test images of 5x4 pixels, in two classes. */
function digitFiles(prefix = ''): Readonly<Record<string, Buffer>> {
  const images = (count: number, first: number): Buffer => gzipSync(idxBytes([count, 5, 4], Uint8Array.from({ length: count * 20 }, (_, place) => first + place)))
  const labels = (count: number): Buffer => gzipSync(idxBytes([count], Uint8Array.from({ length: count }, (_, image) => image % 2)))
  return {
    [`${prefix}train-images-idx3-ubyte.gz`]: images(6, 0),
    [`${prefix}train-labels-idx1-ubyte.gz`]: labels(6),
    [`${prefix}t10k-images-idx3-ubyte.gz`]: images(4, 100),
    [`${prefix}t10k-labels-idx1-ubyte.gz`]: labels(4),
  }
}

interface Opened {
  readonly downloads: DownloadUseCases
  readonly folder: string
  readonly events: readonly LabEvent[]
  readonly requests: readonly string[]
}

/** Use cases that know sets of these files, which a server on this machine hands out. */
async function opened(files: Readonly<Record<string, Buffer>>, sets: (files: readonly PublishedFile[]) => readonly KnownDataset[], isServed = true): Promise<Opened> {
  const requests: string[] = []
  const { origin } = await fileServer((request, response) => {
    const name = request.url?.slice(1) ?? ''
    requests.push(name)
    const content = files[name]
    if (content && isServed) serve(content, request, response)
    else response.writeHead(404).end()
  })
  const home = temporaryFolder()
  const folders = new HomeFolders(home)
  useStoredDatasets(folders.datasets)
  const store = await openDirectStore(home)
  const [events, told] = [new LabEvents(), [] as LabEvent[]]
  events.subscribe((event) => told.push(event))
  const imports = new ImportUseCases({ launcher: new LauncherInProcess(), folders, store, events, owner: 'me', isTraining: () => false })
  const known = sets(Object.entries(files).map(([name, content]) => ({ ...published(content, `${origin}/${name}`), name })))
  const downloads = new DownloadUseCases({ folders, store, events, owner: 'me', imports, known })
  onTestFinished(async () => {
    await downloads.close()
    await imports.close()
    await store.close()
  })
  return { downloads, folder: folders.downloads, events: told, requests }
}

const digits = (files: readonly PublishedFile[]): KnownDataset => ({
  ...{ id: 'digits', title: 'Digits', description: 'Some digits.', licence: 'MIT', source: 'a test', folder: 'digits' },
  ...{ files, entries: null, options: {}, classes: { 1: 'one' }, importedBytes: 220 },
})

it('downloads, checks and imports a set under its own id, tells its progress, and leaves no files behind', async () => {
  const { downloads, folder, events } = await opened(digitFiles(), (files) => [digits(files)])
  expect(await downloads.knownDatasets()).toMatchObject([{ id: 'digits', isHere: false, importedBytes: 220 }])
  expect(await downloads.getKnownDataset('digits')).toMatchObject({ id: 'digits', isNew: true, images: 10 })
  expect(datasetInfo('digits')).toMatchObject({ title: 'Digits', licence: 'MIT', classes: ['0', 'one'], trainImages: 6, testImages: 4, height: 5, width: 4 })
  expect((await loadDataset('digits', { limitTrain: null, limitTest: null })).test.images).toEqual(Uint8Array.from({ length: 80 }, (_, place) => 100 + place))
  const progress = events.flatMap((event) => (event.type === 'download-progress' ? [event.progress] : []))
  expect(progress.at(-1)).toMatchObject({ dataset: 'digits', done: progress[0]?.total })
  expect(existsSync(join(folder, 'digits'))).toBe(false)
  const again = await downloads.getKnownDataset('digits')
  expect(again).toMatchObject({ id: 'digits', isNew: false, images: 10 })
  expect(await downloads.knownDatasets()).toMatchObject([{ isHere: true }])
})

it('takes files that a user has put into the folder, and says which are missing where there is no server', async () => {
  const files = digitFiles()
  const { downloads, folder, requests } = await opened(files, (known) => [digits(known)], false)
  await expect(downloads.getKnownDataset('digits')).rejects.toMatchObject({
    code: 'download/not-served',
    remedy: expect.stringContaining(`put it into ${join(folder, 'digits')} under the name train-images-idx3-ubyte.gz`) as string,
  })
  mkdirSync(join(folder, 'digits'), { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'digits', name), content)
  expect(await downloads.knownDatasets()).toMatchObject([{ bytesLeft: 0 }])
  expect(await downloads.getKnownDataset('digits')).toMatchObject({ isNew: true })
  expect(requests).toHaveLength(1)
})

it('imports a part of an archive, and keeps the archive until all sets in it are there', async () => {
  const parts = { ...digitFiles('gzip/emnist-a-'), ...digitFiles('gzip/emnist-b-') }
  const part = (name: string, files: readonly PublishedFile[]): KnownDataset => {
    const entries = Object.keys(parts).filter((entry) => entry.includes(`-${name}-`))
    return { ...digits(files), id: `digits-${name}`, title: `Digits ${name}`, folder: 'shared', entries, classes: null }
  }
  const { downloads, folder, requests } = await opened({ 'gzip.zip': zipBytes(Object.entries(parts).map(([name, content]) => ({ name, content, isDeflated: true }))) }, (files) => [part('a', files), part('b', files)])
  expect(await downloads.getKnownDataset('digits-a')).toMatchObject({ id: 'digits-a', images: 10 })
  expect(readdirSync(join(folder, 'shared'))).toEqual(['gzip.zip'])
  expect(await downloads.getKnownDataset('digits-b')).toMatchObject({ id: 'digits-b', images: 10 })
  expect(requests).toEqual(['gzip.zip'])
  expect(existsSync(join(folder, 'shared'))).toBe(false)
})

it('fetches one set at a time, ends when it is told to, and knows no other names', async () => {
  const { downloads } = await opened(digitFiles(), (files) => [digits(files)])
  const first = downloads.getKnownDataset('digits')
  await expect(downloads.getKnownDataset('digits')).rejects.toMatchObject({ code: 'download/busy' })
  const ended = expect(first).rejects.toMatchObject({ code: 'download/cancelled' })
  expect(await downloads.cancelDownload()).toBe(true)
  await ended
  expect(await downloads.cancelDownload()).toBe(false)
  await expect(downloads.getKnownDataset('digit')).rejects.toMatchObject({ code: 'download/unknown-set', remedy: 'Choose one of digits.' })
  expect(await downloads.getKnownDataset('digits')).toMatchObject({ isNew: true })
})

it('leaves a folder alone while another process downloads into it, and takes it over from one that is gone', async () => {
  const folder = temporaryFolder()
  const unlock = await lockDownloads(folder, 'other', ['other'])
  expect(await lockDownloads(folder, 'me', ['other', 'me'])).toBe(null)
  await unlock?.()
  const mine = await lockDownloads(folder, 'me', ['other', 'me'])
  expect(mine).not.toBe(null)
  expect(await lockDownloads(folder, 'other', ['other'])).not.toBe(null) // the process `me` is gone
})

it('every known set says where its files are, and what is true of them', () => {
  for (const { id, files, entries, licence, source, folder } of knownDatasets) {
    expect([id, licence !== '', /https?:/.test(source), /^[a-z0-9-]+$/.test(folder)]).toEqual([id, true, true, true])
    for (const { addresses, bytes, sha256 } of files) {
      expect(addresses.every((address) => new URL(address).protocol === 'https:')).toBe(true)
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(bytes).toBeGreaterThan(1000)
    }
    if (entries) expect(files).toHaveLength(1)
  }
  expect(new Set(knownDatasets.map(({ id }) => id)).size).toBe(knownDatasets.length)
})
