// Files of networks in the lab: what is opened, remembered and kept, and what is said of a file that is none.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { textOfListing } from '../../../networks/from-file/listing-file'
import { Lab } from '../../lab'
import { openDirectStore } from '../../store/direct-store'
import { FakeLauncher } from '../../testing/fake-launcher'
import { sampleListing } from '../../testing/sample-listing'
import { temporaryFolder } from '../../testing/samples'

async function openLab(home = temporaryFolder()) {
  const launcher = new FakeLauncher()
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher })
  onTestFinished(() => lab.close())
  return { files: lab.networkFiles, launcher, lab }
}

/** A file with a list of layers. */
function listingFile(folder: string, name = 'mine'): string {
  const path = join(folder, `${name}.json`)
  writeFileSync(path, textOfListing(sampleListing(name)))
  return path
}

function onnxFile(folder: string, name = 'net'): string {
  const path = join(folder, `${name}.onnx`)
  writeFileSync(path, 'read by the engine')
  return path
}

it('lists of layers and ONNX files are opened; what the lab can take is kept', async () => {
  const { files } = await openLab()
  const folder = temporaryFolder()
  expect(await files.open(listingFile(folder))).toEqual({ kind: 'layers', path: join(folder, 'mine.json'), listing: sampleListing('mine') })
  expect(await files.open(onnxFile(folder))).toMatchObject({ kind: 'onnx', report: { network: { classes: 10 }, problem: null } })
  expect(await files.open(onnxFile(folder, 'refused'))).toMatchObject({ kind: 'onnx', report: { network: null, problem: { code: 'onnx/unsupported' } } })
  expect((await files.importedNetworks()).map(({ name }) => name)).toEqual(['net.onnx'])
  await expect(files.importNetwork(join(folder, 'refused.onnx'))).rejects.toMatchObject({ code: 'onnx/unsupported' })
})

it('reading a file can be cancelled, which ends its process; whoever listens knows while it is read', async () => {
  const { files, launcher, lab } = await openLab()
  const told: (string | null)[] = []
  lab.onEvent((event) => {
    if (event.type === 'network-file') told.push(event.name)
  })
  expect(await files.cancelNetworkFile()).toBe(false)
  const opening = files.open(onnxFile(temporaryFolder(), 'endless'))
  const failed = expect(opening).rejects.toMatchObject({ code: 'file/cancelled' })
  await vi.waitFor(() => { expect(launcher.commands).toHaveLength(1) })
  expect(await files.cancelNetworkFile()).toBe(true)
  await failed
  await vi.waitFor(() => { expect(launcher.alive).toBe(0) })
  expect(told).toEqual(['endless.onnx', null])
  expect(await files.recentFiles()).toEqual([])
})

it('the last ten files are remembered over a restart, each once', async () => {
  const home = temporaryFolder()
  const folder = temporaryFolder()
  const first = await openLab(home)
  for (let count = 1; count <= 12; count++) await first.files.open(listingFile(folder, `net-${count}`))
  await first.files.open(join(folder, 'net-7.json'))
  await first.lab.close()
  const { files } = await openLab(home)
  const recent = await files.recentFiles()
  expect(recent.map(({ name }) => name)).toEqual(['net-7.json', 'net-12.json', 'net-11.json', 'net-10.json', 'net-9.json', 'net-8.json', 'net-6.json', 'net-5.json', 'net-4.json', 'net-3.json'])
  expect(recent[0]).toMatchObject({ path: join(folder, 'net-7.json'), kind: 'layers' })
  expect(await files.openRecentFile(join(folder, 'net-3.json'))).toMatchObject({ listing: { name: 'net-3' } })
})

it('a recent file that is gone is told of, and stays in the list', async () => {
  const { files } = await openLab()
  const path = listingFile(temporaryFolder())
  await files.open(path)
  rmSync(path)
  await expect(files.openRecentFile(path)).rejects.toMatchObject({ code: 'file/gone', message: `${path} is not there.`, remedy: expect.stringContaining('moved') as string })
  expect(await files.recentFiles()).toHaveLength(1)
})

it('a page opens no file that the user has not chosen', async () => {
  const { files } = await openLab()
  const path = listingFile(temporaryFolder())
  await expect(files.openRecentFile(path)).rejects.toMatchObject({ code: 'file/not-recent' })
})

it('what is no file of a network is refused before anything reads it', async () => {
  const { files, launcher } = await openLab()
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'folder.onnx'))
  writeFileSync(join(folder, 'notes.txt'), '')
  const refused: [string, string][] = [
    ['mine.json', 'file/relative'],
    [join(folder, 'none.onnx'), 'file/gone'],
    [join(folder, 'notes.txt', 'net.onnx'), 'file/gone'],
    [join(folder, 'folder.onnx'), 'file/no-file'],
    [join(folder, 'notes.txt'), 'file/kind'],
  ]
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(folder, 'pipe.onnx')]) // which nobody will ever write to
    refused.push([join(folder, 'pipe.onnx'), 'file/no-file'])
  }
  for (const [path, code] of refused) await expect(files.open(path), path).rejects.toMatchObject({ code })
  expect(launcher.channels).toEqual([])
  expect(await files.recentFiles()).toEqual([])
})

it('a list of layers is written and opened again; other formats are the matter of the engine', async () => {
  const { files, launcher } = await openLab()
  const folder = temporaryFolder()
  const path = join(folder, 'mine.json')
  expect(await files.write(sampleListing('Mine'), path)).toBe((await readFile(path)).length)
  expect(await files.open(path)).toMatchObject({ listing: sampleListing('Mine') })
  await files.write(sampleListing('Mine'), join(folder, 'mine.safetensors'))
  expect(launcher.commands).toMatchObject([{ question: 'exportListing', args: { path: join(folder, 'mine.safetensors') } }])
  await expect(files.write(sampleListing('Mine'), join(folder, 'none', 'mine.json'))).rejects.toMatchObject({ code: 'export/unwritable', remedy: 'Choose another folder.' })
})
