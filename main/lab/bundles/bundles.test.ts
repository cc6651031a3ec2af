// Bundles from one lab to another, and bundles that were cut, changed or made up: each is refused in a sentence, and nothing of it is taken over.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundleManifestName, noMarks, type BundleManifest } from '@contract/bundles/bundle'
import { LabError } from '@contract/problem'
import { newestFirstChoice } from '@contract/runs/run-query'
import { filterHistoryFile } from '@contract/inspection/filters'
import { telemetryFile } from '@contract/runs/telemetry'
import { wholeDataset, type RunSpec } from '@contract/training/run-spec'
import { loadDataset } from '../../data/catalogue'
import { madeUpStoredDataset } from '../../data/testing/made-up-stored-set'
import { encodePng } from '../../files/png'
import { writeSealedFolder } from '../../files/sealed-folder'
import { tarBlock, tarEnd, tarHeader, tarPadding } from '../../files/tar'
import { keepPicture, keptPictures } from '../inspection/kept-pictures'
import { Lab } from '../lab'
import { openDirectStore } from '../store/direct-store'
import { runMarksFile } from '../store/run-marks-file'
import { Store } from '../store/store'
import { allRuns } from '../testing/all-runs'
import { FakeLauncher } from '../testing/fake-launcher'
import { sampleEpoch, samplePoint, sampleSpec, temporaryFolder } from '../testing/samples'

const telemetryText = `${JSON.stringify({ version: 1, layers: [{ name: 'fc1', kind: 'linear' }] })}\n`
const checkpoint = { folder: 'checkpoints/step-000000020-epoch-2', epoch: 2, step: 20 }

/** A home with a stopped run of two epochs, and its checkpoint. */
async function homeWithRun(settings: Partial<RunSpec> = {}): Promise<{ readonly home: string; readonly id: string }> {
  const home = temporaryFolder()
  const store = new Store(home)
  store.owners.renew({ id: 'me', pid: process.pid, seenAt: Date.now() })
  const run = store.runs.create(sampleSpec({ epochs: 3, ...settings }), 'handed in', 'me')
  const fresh = { epochs: [sampleEpoch(1), sampleEpoch(2)], points: [samplePoint(10), samplePoint(20)] }
  store.runs.save({ ...run, status: 'stopped', device: 'cpu', threads: 2, stepsPerEpoch: 10, step: 20, startedAt: run.createdAt, endedAt: run.createdAt, checkpoint }, 'me', fresh)
  store.close()
  mkdirSync(join(home, 'runs', run.id, 'checkpoints'), { recursive: true })
  writeFileSync(join(home, 'runs', run.id, telemetryFile), telemetryText)
  writeFileSync(join(home, 'runs', run.id, filterHistoryFile), 'filters')
  await writeSealedFolder(join(home, 'runs', run.id, checkpoint.folder), { 'parameters.safetensors': [Buffer.alloc(3000, 7)] }, {})
  return { home, id: run.id }
}

async function openLab(home = temporaryFolder()): Promise<Lab> {
  const lab = await Lab.open({ home, launcher: new FakeLauncher(), openStore: openDirectStore })
  onTestFinished(() => lab.close())
  return lab
}

async function writtenBundle(): Promise<{ readonly path: string; readonly lab: Lab; readonly id: string }> {
  const { home, id } = await homeWithRun()
  const lab = await openLab(home)
  const path = join(temporaryFolder(), 'runs.cnnlab')
  await lab.bundles.write([id], path)
  return { path, lab, id }
}

/** A file that claims to be a bundle. */
function madeUp(files: readonly { readonly name: string; readonly content: Buffer }[], change: (manifest: BundleManifest) => object = (manifest) => manifest): string {
  const listed = files.map(({ name, content }) => ({ name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }))
  const manifest = Buffer.from(JSON.stringify(change({ format: 'cnn-lab-bundle', version: 1, cnnLab: '0', createdAt: '', lab: 'x', processor: '', runs: ['lenet-1'], marks: [], datasets: [], files: listed })))
  const all = [{ name: bundleManifestName, content: manifest }, ...files]
  const path = join(temporaryFolder(), 'made-up.cnnlab')
  writeFileSync(path, Buffer.concat([...all.flatMap(({ name, content }) => [tarHeader({ name, bytes: content.length }), content, tarPadding(content.length)]), tarEnd]))
  return path
}

async function refusal(lab: Lab, path: string): Promise<LabError> {
  const error: unknown = await lab.bundles.open(path).then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof LabError)) throw new Error(`${path} was not refused as it should be`, { cause: error })
  expect(await allRuns(lab)).toEqual([])
  expect(readdirSync(join(lab.folders.home, 'unfinished'))).toEqual([])
  return error
}

describe('a bundle', () => {
  it('brings runs with curves and checkpoints to another lab, which knows them again', async () => {
    const { path, lab, id } = await writtenBundle()
    const { run: original, points } = await lab.runs.run(id)
    const other = await openLab()
    const events: string[] = []
    other.onEvent((event) => events.push(event.type))
    expect((await other.bundles.open(path)).runs).toEqual([{ original: id, id, wasThere: false, marks: noMarks }])
    expect(events).toEqual(['run'])
    const taken = await other.runs.run(id)
    expect(taken).toEqual({ run: { ...original, queuedAt: null }, points })
    expect(readFileSync(join(other.folders.run(id), checkpoint.folder, 'parameters.safetensors'))).toEqual(Buffer.alloc(3000, 7))
    expect(readdirSync(other.folders.run(id)).sort()).toEqual(['checkpoints', filterHistoryFile, runMarksFile, telemetryFile])
    expect(await other.runs.telemetry(id)).toEqual({ images: 64, layers: [{ name: 'fc1', kind: 'linear' }], samples: [] })
    // Once more, and at home.
    expect((await other.bundles.open(path)).runs).toEqual([{ original: id, id, wasThere: true, marks: noMarks }])
    expect((await lab.bundles.open(path)).runs).toEqual([{ original: id, id, wasThere: true, marks: noMarks }])
    expect(await allRuns(other)).toHaveLength(1)
  })

  it('brings tags and notes along, which are found, and leaves those of a run alone that is here already', async () => {
    const { lab, id } = await writtenBundle()
    await lab.runTable.tagRuns([id], ['handed in', 'best'], [])
    await lab.runTable.noteRun(id, 'looks too good')
    const path = join(temporaryFolder(), 'tagged.cnnlab')
    await lab.bundles.write([id], path)
    const other = await openLab()
    const marks = { tags: ['best', 'handed in'], note: 'looks too good' }
    expect((await other.bundles.open(path)).runs).toEqual([{ original: id, id, wasThere: false, marks }])
    const find = async (filter: string) => (await other.runTable.runTable({ ...newestFirstChoice, filter }, { offset: 0, limit: 5 })).rows
    expect(await find('tag = "handed in" too good')).toMatchObject([{ run: marks }])
    await other.runTable.noteRun(id, 'my own view')
    expect((await other.bundles.open(path)).runs).toEqual([{ original: id, id, wasThere: true, marks: noMarks }])
    expect(await find('')).toMatchObject([{ run: { ...marks, note: 'my own view' } }])
  })

  it('brings the pictures along that were kept with a run, and nothing else of their folder', async () => {
    const { lab, id } = await writtenBundle()
    const png = new Uint8Array(encodePng({ width: 1, height: 1, channels: 1, pixels: Uint8Array.of(7) }))
    const kept = await keepPicture(lab.folders.run(id), { title: 'Filters', caption: 'Six of them.', png })
    writeFileSync(join(lab.folders.run(id), 'pictures', 'half-written.png'), png)
    const path = join(temporaryFolder(), 'pictures.cnnlab')
    await lab.bundles.write([id], path)
    const other = await openLab()
    await other.bundles.open(path)
    expect(await keptPictures(other.folders.run(id))).toEqual([kept])
    expect(readdirSync(join(other.folders.run(id), 'pictures'))).toHaveLength(2)
  })

  it('brings the facts of imported data sets along, whose images stay behind', async () => {
    const { home, id } = await homeWithRun({ dataset: wholeDataset('flowers-12345678') })
    const flowers = madeUpStoredDataset('flowers-12345678')
    await writeSealedFolder(join(home, 'datasets', flowers.info.id), {}, flowers)
    const path = join(temporaryFolder(), 'flowers.cnnlab')
    await (await openLab(home)).bundles.write([id], path)
    const other = await openLab()
    expect((await other.catalogue.catalogue()).formerDatasets).toEqual([])
    await other.bundles.open(path)
    const { datasets, formerDatasets } = await other.catalogue.catalogue()
    expect(formerDatasets).toEqual([flowers.info])
    expect(datasets).not.toContainEqual(flowers.info)
    await expect(loadDataset(flowers.info.id, { limitTrain: null, limitTest: null })).rejects.toThrow('The images of Made-up set are not in this lab.')
  })

  it('of version 1, which has no tags and notes, is opened as well', async () => {
    const { path, id } = await writtenBundle()
    const bytes = readFileSync(path)
    const manifestBytes = Number.parseInt(bytes.toString('latin1', 124, 136), 8)
    const { marks: _marks, ...manifest } = JSON.parse(bytes.toString('utf8', tarBlock, tarBlock + manifestBytes)) as BundleManifest
    const older = Buffer.from(JSON.stringify({ ...manifest, version: 1 }))
    writeFileSync(path, Buffer.concat([tarHeader({ name: bundleManifestName, bytes: older.length }), older, tarPadding(older.length), bytes.subarray(tarBlock + manifestBytes + tarPadding(manifestBytes).length)]))
    expect((await (await openLab()).bundles.open(path)).runs).toEqual([{ original: id, id, wasThere: false, marks: noMarks }])
  })

  it('gives a run another id where its own is taken', async () => {
    const [first, second] = [await writtenBundle(), await writtenBundle()]
    const lab = await openLab()
    await lab.bundles.open(first.path)
    expect((await lab.bundles.open(second.path)).runs).toEqual([{ original: 'lenet-relu-1', id: 'lenet-relu-2', wasThere: false, marks: noMarks }])
  })

  it('takes no run along that has not ended', async () => {
    const lab = await openLab()
    const { id } = await lab.runs.start(sampleSpec({ epochs: 100 }), '')
    await expect(lab.bundles.write([id], join(temporaryFolder(), 'a.cnnlab'))).rejects.toMatchObject({ code: 'run/active' })
  })
})

describe('a bundle that was tampered with', () => {
  const record = { name: 'runs/1/record.json', content: Buffer.from('{}') }

  it('is refused where it was cut, anywhere', async () => {
    const { path } = await writtenBundle()
    const whole = readFileSync(path)
    const lab = await openLab()
    for (const length of [600, 2000, whole.length - 3000, whole.length - 2 * tarBlock]) {
      writeFileSync(path, whole.subarray(0, length))
      expect((await refusal(lab, path)).message).toMatch(/ends too early/)
    }
  })

  it('is refused where a byte of a file is another', async () => {
    const { path } = await writtenBundle()
    const bytes = readFileSync(path)
    const at = bytes.indexOf(Buffer.alloc(3000, 7))
    bytes[at + 1500] = 8
    writeFileSync(path, bytes)
    expect((await refusal(await openLab(), path)).message).toMatch(/parameters\.safetensors does not match its checksum/)
  })

  it.each([
    ['a name that leads elsewhere', () => madeUp([{ name: '../../evil', content: Buffer.from('x') }]), /a name that bundles do not have: "\.\.\/\.\.\/evil"/],
    ['an absolute name', () => madeUp([{ name: '/etc/passwd', content: Buffer.from('x') }]), /a name that bundles do not have/],
    ['a name within a run that leads elsewhere', () => madeUp([{ name: 'runs/1/checkpoints/step-000000001-epoch-1/..', content: Buffer.from('x') }]), /a name that bundles do not have/],
    ['a name that is no text', () => madeUp([record], (manifest) => ({ ...manifest, files: manifest.files.map((file) => ({ ...file, name: {} })) })), /its manifest is damaged\.$/],
    ['a file twice', () => madeUp([record, record]), /lists a file twice/],
    ['a size that lies', () => madeUp([record], (manifest) => ({ ...manifest, files: manifest.files.map((file) => ({ ...file, bytes: 1 })) })), /not of the size/],
    ['a size beyond the file', () => madeUp([record], (manifest) => ({ ...manifest, files: manifest.files.map((file) => ({ ...file, bytes: 1e15 })) })), /ends too early/],
    ['more than is listed', () => madeUp([record], (manifest) => ({ ...manifest, files: [] })), /more than its manifest lists/],
    ['a record that is none', () => madeUp([record]), /record\.json cannot be read/],
    ['a newer version', () => madeUp([record], (manifest) => ({ ...manifest, version: 5, more: true })), /newer version of CNN Lab \(format 5, this one knows 4\)/],
    ['another format', () => madeUp([record], () => ({ format: 'zip' })), /is no bundle of runs/],
  ])('is refused with %s', async (_, make, words) => {
    const error = await refusal(await openLab(), make())
    expect(error.message).toMatch(words)
    expect(error.remedy).not.toBe('')
  })

  it('is refused whatever was changed, or opened as it was', async () => {
    const { path } = await writtenBundle()
    const whole = readFileSync(path)
    const lab = await openLab()
    const mutated = join(temporaryFolder(), 'mutated.cnnlab')
    const mutation = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.option(fc.nat(whole.length), { freq: 5 }), insert: fc.option(fc.uint8Array({ maxLength: 700 }), { freq: 5 }) })
    await fc.assert(
      fc.asyncProperty(mutation, async ({ at, byte, cut, insert }) => {
        const bytes = Buffer.concat([whole.subarray(0, at), insert ?? Buffer.of(byte), whole.subarray(insert ? at : at + 1)]).subarray(0, cut ?? undefined)
        if (bytes.equals(whole)) return
        writeFileSync(mutated, bytes)
        const outcome: unknown = await lab.bundles.open(mutated).catch((thrown: unknown) => thrown)
        // A changed byte of a field that nothing depends on, such as the time, breaks the header's checksum; one of the padding does no harm.
        if (outcome instanceof LabError) expect(outcome.code).toMatch(/^bundle\//)
        else expect(outcome).toMatchObject({ runs: [{ original: 'lenet-relu-1' }] })
      }),
      { numRuns: 50 },
    )
    const runs = await allRuns(lab)
    expect(runs.length).toBeLessThanOrEqual(1)
  })
})
