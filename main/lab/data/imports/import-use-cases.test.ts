// Imports of the lab: one at a time, followed by events, and nothing left of those that were cancelled, crashed or abandoned; removals, with what refers to a set.
import { defaultImportOptions } from '@contract/data/import-source'
import type { LabEvent } from '@contract/runs/events'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import { plainPreprocessing, wholeDataset } from '@contract/training/run-spec'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { importDataset } from '../../../data/importing/import-dataset'
import { madeUpPixels, madeUpSource } from '../../../data/importing/testing/made-up-source'
import { storedDataset } from '../../../data/stored/stored-datasets'
import { idxBytes } from '../../../data/sources/idx/testing/idx-bytes'
import type { EngineLauncher } from '../../engine-process/channel'
import { Lab } from '../../lab'
import { openDirectStore } from '../../store/direct-store'
import { FakeLauncher } from '../../testing/fake-launcher'
import { LauncherInProcess } from '../../testing/launcher-in-process'
import { sampleSpec, temporaryFolder } from '../../testing/samples'

/** Milliseconds until a process has begun, on a busy machine. */
const patience = 20_000

async function openLab(launcher: EngineLauncher, home = temporaryFolder()) {
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher })
  onTestFinished(() => lab.close())
  const events: LabEvent[] = []
  lab.onEvent((event) => events.push(event))
  return { lab, imports: lab.imports, events, inDatasets: () => (existsSync(lab.folders.datasets) ? readdirSync(lab.folders.datasets) : []) }
}

/** The four files of a set as MNIST comes, with so many images of 6 by 4 pixels. */
function idxFolder(train = 12, test = 6): string {
  const folder = temporaryFolder()
  for (const [part, count] of [['train', train], ['t10k', test]] as const) {
    writeFileSync(join(folder, `${part}-images-idx3-ubyte`), idxBytes([count, 4, 6], Uint8Array.from({ length: 24 * count }, (_, place) => (7 * place + count) % 256)))
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), idxBytes([count], Uint8Array.from({ length: count }, (_, place) => place % 3)))
  }
  return folder
}

/** An imported set in the home of a lab. @returns its id */
async function importedSet({ folders }: Lab): Promise<string> {
  const source = madeUpSource({
    images: Array.from({ length: 40 }, (_, image) => [image % 2, image < 30 ? 0 : 1] as const),
    shape: { channels: 1, height: 28, width: 28 },
    content: (index) => ({ kind: 'pixels', channels: 1, height: 28, width: 28, pixels: madeUpPixels(index, 1, 28, 28) }),
  })
  const workFolder = join(folders.datasets, '.unfinished', 'test')
  const { id } = await importDataset(source, { options: { ...defaultImportOptions, name: 'Ours' }, as: null, sourceName: 'a test', workFolder })
  rmSync(workFolder, { recursive: true })
  if (readdirSync(dirname(workFolder)).length === 0) rmdirSync(dirname(workFolder))
  return id
}

it('what was dropped is previewed, imported, offered to all, and known again', async () => {
  const { lab, imports, events, inDatasets } = await openLab(new LauncherInProcess())
  const { token, name } = await imports.openDroppedSource([idxFolder()])
  expect(name).toMatch(/^cnn-lab-/)
  const preview = await imports.previewSource(token, null)
  expect(preview).toMatchObject({ kind: 'idx', shape: { channels: 1, height: 4, width: 6 }, parts: [{ name: 'train' }, { name: 'test' }] })
  expect(inDatasets()).toEqual([])

  const imported = await imports.importSource(token, { ...preview.options, name: 'Small digits' })
  expect(imported).toMatchObject({ isNew: true, images: 18, id: expect.stringMatching(/^small-digits-/) as string })
  expect(inDatasets()).toEqual([imported.id])
  expect((await lab.catalogue.catalogue()).datasets.map(({ title }) => title)).toContain('Small digits')
  const phases = events.flatMap((event) => (event.type === 'import-progress' ? [event.progress.phase] : []))
  expect([phases[0], phases.at(-1)]).toEqual(['opening', 'finishing'])
  expect(events).toContainEqual({ type: 'datasets' })
  expect(await imports.importSource(token, { ...preview.options, name: 'The same' })).toMatchObject({ id: imported.id, isNew: false })
  expect(inDatasets()).toEqual([imported.id])
})

it('a source that was not chosen here is not opened', async () => {
  const { imports } = await openLab(new FakeLauncher())
  await expect(imports.previewSource('/etc', null)).rejects.toMatchObject({ code: 'import/forgotten-source' })
  await expect(imports.openDroppedSource([''])).rejects.toMatchObject({ code: 'import/no-file' })
  await expect(imports.openDroppedSource([])).rejects.toMatchObject({ code: 'import/no-file' })
})

it('a newer preview takes the place of one that waits', async () => {
  const { imports } = await openLab(new FakeLauncher())
  const { token } = imports.offer(['/cats', '/dogs', '/foxes'])
  const [older, newer] = [imports.previewSource(token, null), imports.previewSource(token, { ...defaultImportOptions, name: 'Newer' })]
  await expect(older).rejects.toMatchObject({ code: 'import/replaced' })
  expect((await newer).options.name).toBe('Newer')
})

it('a cancelled import leaves nothing; another one must wait for it', async () => {
  const { imports, events, inDatasets } = await openLab(new FakeLauncher({ answerMilliseconds: 60_000 }))
  const { token } = imports.offer(['/cats'])
  const importing = imports.importSource(token, defaultImportOptions)
  importing.catch(() => undefined)
  await vi.waitFor(() => {
    expect(events).toContainEqual({ type: 'import-progress', progress: { phase: 'images', done: 1, total: 2, secondsLeft: null } })
  }, patience)
  expect(inDatasets()).toEqual(['.unfinished'])
  await expect(imports.importSource(token, defaultImportOptions)).rejects.toMatchObject({ code: 'import/busy' })
  expect(await imports.cancelImport()).toBe(true)
  await expect(importing).rejects.toMatchObject({ code: 'import/cancelled' })
  expect(inDatasets()).toEqual([])
  expect(await imports.cancelImport()).toBe(false)
})

it('an import whose process crashes, or is open when the lab is closed, leaves nothing', async () => {
  const crashing = await openLab(new FakeLauncher({ failure: { atStep: 0, kind: 'kill' } }))
  await expect(crashing.imports.importSource(crashing.imports.offer(['/cats']).token, defaultImportOptions)).rejects.toMatchObject({ code: 'engine/killed' })
  expect(crashing.inDatasets()).toEqual([])

  const closing = await openLab(new FakeLauncher({ answerMilliseconds: 60_000 }))
  const importing = closing.imports.importSource(closing.imports.offer(['/cats']).token, defaultImportOptions)
  importing.catch(() => undefined)
  await vi.waitFor(() => {
    expect(closing.inDatasets()).toEqual(['.unfinished'])
  }, patience)
  await closing.lab.close()
  await expect(importing).rejects.toMatchObject({ code: 'lab/closed' })
  expect(closing.inDatasets()).toEqual([])
})

it('what a dead process has left is removed, and a set that it had just moved away is back', async () => {
  const home = temporaryFolder()
  const dead = join(home, 'datasets', '.unfinished', 'dead')
  mkdirSync(join(dead, '1', 'set'), { recursive: true })
  writeFileSync(join(dead, '1', 'set', 'images.bin'), 'half of them')
  mkdirSync(join(dead, '2', 'replaced-ours-01234567'), { recursive: true })
  writeFileSync(join(dead, '2', 'replaced-ours-01234567', 'images.bin'), 'all of them')
  const { lab } = await openLab(new FakeLauncher(), home)
  await lab.close() // waits for the clean-up
  expect(readdirSync(join(home, 'datasets'))).toEqual(['ours-01234567'])
})

it('a removed set goes; where runs refer to it, its facts stay, and a run that trains on it keeps it', async () => {
  const { lab, imports, events, inDatasets } = await openLab(new FakeLauncher({ stepMilliseconds: 20 }))
  const id = await importedSet(lab)
  expect(await imports.datasetUses(id)).toEqual({ runs: 0, newest: [], sweeps: 0 })

  const run = await lab.runs.start(sampleSpec({ dataset: wholeDataset(id), preprocessing: plainPreprocessing({ height: 28, width: 28 }), epochs: 1 }), 'On ours')
  await expect(imports.removeDataset(id)).rejects.toMatchObject({ code: 'dataset/in-use', message: expect.stringContaining(run.id) as string })
  await lab.runs.stop(run.id)
  await lab.runs.settled(run.id)
  expect(await imports.datasetUses(id)).toEqual({ runs: 1, newest: [{ id: run.id, title: 'On ours' }], sweeps: 0 })
  expect(await imports.removeDataset(id)).toEqual({ id, factsStay: true, bytes: expect.any(Number) as number })
  expect(events).toContainEqual({ type: 'datasets' })
  expect(readdirSync(join(lab.folders.datasets, id))).toEqual(['removed.json'])
  await imports.deleteDatasetsForGood()
  expect(inDatasets()).toEqual([id])
  const { datasets, formerDatasets } = await lab.catalogue.catalogue()
  expect([datasets.some((set) => set.id === id), formerDatasets.map((set) => set.id)]).toEqual([false, [id]])
  expect(await lab.runs.record(run.id)).toMatchObject({ spec: { dataset: { id } } })
  await expect(imports.removeDataset(id)).rejects.toMatchObject({ code: 'dataset/removed' })

  expect(await importedSet(lab)).toBe(id) // it comes back under its id
  await lab.runs.remove(run.id)
  await lab.runTable.dropAbandoned()
  expect(storedDataset(id)?.removedAt).toBeNull()
  await expect(imports.removeDataset('fashion-mnist')).rejects.toMatchObject({ code: 'dataset/bundled' })
  await expect(imports.removeDataset('none')).rejects.toMatchObject({ code: 'dataset/unknown' })
})

it('a set that nothing refers to leaves nothing once the lab closes, and tells what it takes until then', async () => {
  const { lab, imports, inDatasets } = await openLab(new FakeLauncher())
  const id = await importedSet(lab)
  const bytes = readdirSync(join(lab.folders.datasets, id)).reduce((sum, name) => sum + statSync(join(lab.folders.datasets, id, name)).size, 0)
  expect(await imports.removeDataset(id)).toEqual({ id, factsStay: false, bytes })
  expect(bytes).toBeGreaterThan(40 * 28 * 28)
  expect([inDatasets(), storedDataset(id)]).toEqual([['.unfinished'], null])
  await lab.close()
  expect(inDatasets()).toEqual([])
})

/** What is in a folder: names and sums. */
const contentOf = (folder: string) => Object.fromEntries(readdirSync(folder).map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')]))

it.each([
  ['without facts in its place', false],
  ['in the place of its facts, to which a deleted sweep refers as well', true],
])('a removed set is put back to the byte, %s', async (_, isUsed) => {
  const { lab, imports, events, inDatasets } = await openLab(new FakeLauncher())
  const id = await importedSet(lab)
  const before = contentOf(join(lab.folders.datasets, id))
  if (isUsed) {
    const base = sampleSpec({ dataset: wholeDataset(id), preprocessing: plainPreprocessing({ height: 28, width: 28 }), epochs: 1 })
    const sweep = await lab.sweeps.startSweep(sweepSpecSchema.parse({ version: 1, base, axes: [], strategy: { kind: 'grid' }, seeds: [1] }), { kind: 'local' })
    await lab.sweeps.ended(sweep.id)
    await lab.sweeps.removeSweep(sweep.id, true)
    expect(await imports.datasetUses(id)).toEqual({ runs: 1, newest: [], sweeps: 1 })
  }
  for (let times = 0; times < 2; times++) {
    expect(await imports.removeDataset(id)).toMatchObject({ factsStay: isUsed })
    events.length = 0
    expect(await imports.putBackDataset(id)).toBeNull()
    expect(events).toContainEqual({ type: 'datasets' })
    expect(inDatasets()).toEqual([id])
    expect(contentOf(join(lab.folders.datasets, id))).toEqual(before)
    expect(storedDataset(id)).toMatchObject({ removedAt: null })
  }
  await imports.putBackDataset(id) // nothing is left to do
  await lab.close()
  expect(contentOf(join(lab.folders.datasets, id))).toEqual(before)
})

it('a removed set that was imported again stays as it is; another one in its place is not lost', async () => {
  const { lab, imports, inDatasets } = await openLab(new FakeLauncher())
  const id = await importedSet(lab)
  await imports.removeDataset(id)
  expect(await importedSet(lab)).toBe(id)
  await imports.putBackDataset(id)
  expect([inDatasets(), storedDataset(id)?.removedAt]).toEqual([[id], null])

  await imports.removeDataset(id)
  const other = join(lab.folders.datasets, id)
  cpSync(join(lab.folders.datasets, '.unfinished', readdirSync(join(lab.folders.datasets, '.unfinished'))[0] ?? '', '2', 'removed'), other, { recursive: true })
  const manifest = readFileSync(join(other, 'manifest.json'), 'utf8').replace(/"fingerprint": ?"[^"]*"/, `"fingerprint":"${'0'.repeat(64)}"`)
  writeFileSync(join(other, 'manifest.json'), manifest)
  writeFileSync(join(other, 'manifest.sha256'), `${createHash('sha256').update(manifest).digest('hex')}  manifest.json\n`)
  await expect(imports.putBackDataset(id)).rejects.toMatchObject({ code: 'import/other-content' })
  expect(storedDataset(id)?.fingerprint).toBe('0'.repeat(64))
})

it.each([
  ['removed', false, []],
  ['removed, with facts in its place', true, ['ours-01234567']],
])('of a set that was %s nothing else is left once its process is gone', async (_, hasFacts, left) => {
  const home = temporaryFolder()
  const dead = join(home, 'datasets', '.unfinished', 'dead', '1', 'removed')
  mkdirSync(dead, { recursive: true })
  writeFileSync(join(dead, 'images.bin'), 'all of them')
  if (hasFacts) {
    mkdirSync(join(home, 'datasets', 'ours-01234567'))
    writeFileSync(join(home, 'datasets', 'ours-01234567', 'removed.json'), '{}')
  }
  const { lab } = await openLab(new FakeLauncher(), home)
  await lab.close()
  expect(readdirSync(join(home, 'datasets'))).toEqual(left)
})
