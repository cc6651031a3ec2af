// What a file is told by its content first, and what cannot be opened is told in a sentence.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { bundleManifestName } from '@contract/bundles/bundle'
import { defaultSpec } from '@contract/training/run-spec'
import { labFolder } from '../../data/resources'
import { tarBlock, tarHeader } from '../../files/tar'
import { sampleListing } from '../testing/sample-listing'
import { fileKindOf } from './file-kind'
import { open, openedTogether, type OpenerDeps } from './opener'

const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-opening-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)
const bundle = Buffer.concat([tarHeader({ name: bundleManifestName, bytes: 2 }), Buffer.alloc(tarBlock)])
const tar = Buffer.concat([tarHeader({ name: 'tulips/1.png', bytes: 2 }), Buffer.alloc(tarBlock)])
const json = JSON.stringify

it.each([
  ['a bundle', file('runs.cnnlab', bundle), 'bundle'],
  ['a bundle with the name of an archive', file('handed-in.tar', bundle), 'bundle'],
  ['a bundle that was cut short', file('cut.cnnlab', ''), 'bundle'],
  ['an archive', file('flowers.tar', tar), 'images'],
  ['a picture', file('shoe.png', png), 'picture'],
  ['a picture with a wrong name', file('shoe.onnx', png), 'picture'],
  ['a drawing', file('shoe.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture'],
  ['a network', file('net.onnx', Uint8Array.of(8, 8)), 'network'],
  ['JSON under another name', file('settings.txt', `\uFEFF ${json({ network: {} })}`), 'json'],
  ['JSON that is damaged', file('settings.json', '['), 'json'],
  ['a text that begins as a bitmap does', file('BM.csv', 'BM,label'), 'images'],
  ['a folder', folder, 'images'],
  ['an IDX file', file('train-images-idx3-ubyte', Uint8Array.of(0, 0, 8, 3)), 'images'],
  ['an empty file', file('empty', ''), 'images'],
])('%s', async (_what, path, kind) => {
  expect(await fileKindOf(path)).toBe(kind)
})

it('a file that is gone says so, as does one behind a file', async () => {
  await expect(fileKindOf(join(folder, 'gone.onnx'))).rejects.toMatchObject({ code: 'file/gone', message: expect.stringContaining('is not there any more') as string })
  await expect(fileKindOf(join(folder, 'shoe.png', 'within'))).rejects.toMatchObject({ code: 'file/gone' })
})

it.runIf(process.platform === 'linux')('a device is not read', async () => {
  symlinkSync('/dev/zero', join(folder, 'endless.onnx'))
  await expect(fileKindOf(join(folder, 'endless.onnx'))).rejects.toMatchObject({ code: 'file/no-file' })
})

function deps() {
  return {
    bundles: { open: vi.fn((path: string) => Promise.resolve({ path, runs: [], bundledBy: '1' })) },
    imports: { offer: vi.fn((paths: readonly string[]) => ({ token: 't', name: String(paths.length) })) },
    networkFiles: { open: vi.fn((path: string) => Promise.resolve({ kind: 'layers' as const, path, listing: sampleListing('Mine') })) },
  } satisfies OpenerDeps
}

it('JSON files are told apart by their fields, and read', async () => {
  const spec = defaultSpec('lenet')
  expect(await open([file('spec.json', json(spec))], deps())).toEqual({ kind: 'spec', name: 'spec.json', spec })
  expect(await open([file('record.json', json({ id: 'lenet-1', spec }))], deps())).toEqual({ kind: 'spec', name: 'record.json', spec })
  const grid = readFileSync(join(labFolder(), 'docs', 'examples', 'learning-rate-grid.json'), 'utf8')
  expect(await open([file('sweep.json', grid)], deps())).toMatchObject({ kind: 'sweep', name: 'sweep.json', spec: { seeds: [0, 1, 2] } })
  expect(await open([file('layers.json', json(sampleListing('Mine')))], deps())).toMatchObject({ kind: 'network' })
})

it.each([
  ['words', 'no-json', 'is not valid JSON'],
  [json({ colour: 'red' }), 'unknown', 'holds neither settings of a run, nor a sweep, nor a list of layers'],
  [json([1]), 'unknown', 'holds neither'],
])('%s in a JSON file are refused', async (text, code, words) => {
  await expect(open([file('odd.json', text)], deps())).rejects.toMatchObject({ code: `json/${code}`, message: expect.stringContaining(words) as string })
})

it('settings with a fault say which', async () => {
  await expect(open([file('faulty.json', json({ ...defaultSpec('lenet'), batchSize: 0 }))], deps())).rejects.toMatchObject({ code: 'spec/invalid', message: expect.stringMatching(/faulty\.json.*batchSize/) as string })
})

it('what a data set is made of is opened together, everything else by itself', async () => {
  mkdirSync(join(folder, 'tulips'))
  const [shoe, boot, list, gone] = [file('shoe.png', png), file('boot.png', png), file('list.json', '{}'), join(folder, 'gone')]
  expect(await openedTogether([shoe, list, join(folder, 'tulips'), gone, boot])).toEqual([[list], [gone], [shoe, join(folder, 'tulips'), boot]])
  expect(await openedTogether([shoe])).toEqual([[shoe]])
  expect(await open([shoe, boot], deps())).toEqual({ kind: 'images', source: { token: 't', name: '2' } })
  expect(await open([shoe], deps())).toEqual({ kind: 'picture', name: 'shoe.png', type: '', bytes: png })
})
