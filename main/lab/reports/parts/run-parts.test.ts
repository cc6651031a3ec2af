// The parts of a run's report tell what its record, its files and its data set hold, and say what is missing.
import { titleOf } from '@common/words/run-title'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { mapFigure } from '@common/inspection/explanation-map'
import { kindWords } from '@common/layers/kind-words'
import { meanAndSpread } from '@common/statistics/mean-and-spread'
import { wilsonInterval } from '@common/statistics/wilson'
import { LabError } from '@contract/problem'
import { checkpointAt } from '@contract/runs/checkpoints'
import { evaluationName } from '@contract/runs/evaluation'
import { reportDocumentSchema, type ReportDocument, type ReportSection } from '@contract/reports/report-document'
import type { ReportBlock, ReportBlockOf, ReportTable } from '@contract/reports/report-block'
import { needsEngine, reportPartSchema, type ReportPartName } from '@contract/reports/report-parts'
import { usualOptions } from '@contract/reports/report-request'
import { layersNetworkSettings } from '@contract/models/networks'
import { plainPreprocessing, defaultSpec, fileSpec, type RunSpec, wholeDataset } from '@contract/training/run-spec'
import { writeEvaluation } from '../../../evaluations/evaluation-file'
import { madeUpAnswers, plannedEvaluation } from '../../../evaluations/testing/made-up-answers'
import { registerDataset } from '../../../data/catalogue'
import { fingerprintOf } from '../../../data/fingerprint'
import { madeUpInfo, madeUpSet } from '../../../data/testing/made-up-set'
import { encodePng } from '../../../files/png'
import { writeSealedFolder } from '../../../files/sealed-folder'
import { encodeSafetensors } from '../../../networks/export/safetensors'
import { beginTelemetry } from '../../../telemetry/telemetry-file'
import { Lab } from '../../lab'
import { keepPicture } from '../../inspection/kept-pictures'
import { openDirectStore } from '../../store/direct-store'
import { finishedRun } from '../../testing/finished-run'
import { sampleListing } from '../../testing/sample-listing'
import { sampleSpec, temporaryFolder } from '../../testing/samples'
import { labWithRuns, noEngine } from '../testing/lab-with-runs'

const info = madeUpInfo(5)
registerDataset(info, { load: () => Promise.resolve(madeUpSet(info)) })

const madeUpSpec = (changes: Partial<RunSpec> = {}): RunSpec =>
  sampleSpec({ dataset: { ...wholeDataset(info.id), limitTrain: 100 }, preprocessing: plainPreprocessing({ height: 40, width: 32 }), epochs: 2, ...changes })

/** Every part that no engine process is asked for, whether it is usual or not. */
const allParts = reportPartSchema.options.filter((part) => !needsEngine(part))

/** What a report must not say: numbers that are none, and parts that failed. */
const troublesIn = ({ sections }: ReportDocument): readonly string[] => JSON.stringify(sections).match(/NaN|undefined|Infinity|could not be made[^"]*/g) ?? []

async function reportOf(lab: Lab, ids: readonly string[], parts: readonly ReportPartName[] = allParts): Promise<ReportDocument> {
  const document = await lab.reports.document({ kind: 'runs', ids }, { ...usualOptions('runs'), parts })
  expect(reportDocumentSchema.parse(document)).toEqual(document)
  return document
}

const partOf = (document: Pick<ReportDocument, 'sections'>, part: ReportPartName): ReportSection | undefined => document.sections.find((section) => section.part === part)

/** The blocks of a kind in a part, those that are folded up among them. */
function blocksOf<Kind extends ReportBlock['block']>(section: ReportSection | undefined, kind: Kind): readonly ReportBlockOf<Kind>[] {
  const flat = (section?.blocks ?? []).flatMap((block): readonly ReportBlock[] => (block.block === 'details' ? [block, ...block.blocks] : block.block === 'beside' ? [block, ...block.charts] : [block]))
  return flat.filter((block): block is ReportBlockOf<Kind> => block.block === kind)
}

const wordsOf = (text: ReportTable['caption']): string => (typeof text === 'string' ? text : text.map((piece) => piece.text).join(''))
const paragraphsOf = (section: ReportSection | undefined): string => blocksOf(section, 'paragraph').map(({ text }) => wordsOf(text)).join('\n')
const cellsOf = ({ rows }: Pick<ReportTable, 'rows'>): readonly (readonly string[])[] => rows.map((row) => row.map(({ text }) => wordsOf(text)))
const factOf = (section: ReportSection | undefined, name: string): string | undefined => blocksOf(section, 'table').flatMap(cellsOf).find(([first]) => first === name)?.[1]

/** Width and height of a PNG. */
function sizeOf(png: string): readonly [number, number] {
  const bytes = Buffer.from(png, 'base64')
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

/** Stores made-up answers for the test images of a run. */
async function evaluated(lab: Lab, id: string) {
  const plan = plannedEvaluation(info.testImages, info.classes.length, id)
  const answers = madeUpAnswers(info.testImages, info.classes.length)
  const name = evaluationName(checkpointAt(1, 10), 'test')
  const folder = join(lab.folders.run(id), 'evaluations')
  mkdirSync(folder, { recursive: true })
  await writeEvaluation(join(folder, name), { ...plan, dataset: { ...plan.dataset, id: info.id } }, answers.batches(40))
  await writeEvaluation(join(folder, `${name}-flip`), { ...plan, views: 'flip', dataset: { ...plan.dataset, id: info.id } }, madeUpAnswers(info.testImages, info.classes.length).batches(40))
  return { ref: { runId: id, name }, answers: answers.all }
}

it('tells the results of a stored evaluation: accuracy with its interval, figures of each class, the matrix, calibration, and the mistakes with their images', async () => {
  const { lab, ids: [id = ''] } = await labWithRuns([finishedRun({}, madeUpSpec())])
  const { ref, answers } = await evaluated(lab, id)
  const document = await reportOf(lab, [id], ['results', 'mistakes', 'environment'])
  const results = partOf(document, 'results')
  const right = answers.ranks.filter((rank) => rank === 0).length
  const { low, high } = wilsonInterval(right, 150)
  const percent = (share: number): string => (100 * share).toFixed(1)
  expect(paragraphsOf(results)).toContain(`has ${right} of 150 test images of Made-up set right: ${percent(right / 150)}\u00a0%`)
  expect(factOf(results, 'Accuracy')).toBe(`${percent(right / 150)}\u00a0% (${percent(low)} to ${percent(high)}\u00a0%)`)

  expect(factOf(results, 'Accuracy with the mirror image')).toBe(factOf(results, 'Accuracy'))

  const classes = blocksOf(results, 'table').find(({ columns }) => columns[0]?.title === 'Class')
  const share = (of: (image: number) => boolean, among: (image: number) => boolean): number => {
    const images = Array.from({ length: 150 }, (_, image) => image).filter(among)
    return images.filter(of).length / images.length
  }
  for (const [label, row] of (classes?.rows ?? []).entries()) {
    const isRight = (image: number): boolean => answers.labels[image] === answers.predictions[image]
    expect(row.slice(2, 4).map(({ value }) => value)).toEqual([share(isRight, (image) => answers.predictions[image] === label), share(isRight, (image) => answers.labels[image] === label)])
  }
  expect(classes?.rows.map(([name]) => name?.text)).toEqual(info.classes)

  const [matrix, reliability] = blocksOf(results, 'chart').map(({ chart }) => chart)
  const count = (label: number, prediction: number): number => [...answers.labels].filter((own, image) => own === label && answers.predictions[image] === prediction).length
  expect(matrix?.kind === 'matrix' ? matrix.values : []).toEqual(info.classes.map((_, label) => info.classes.map((__, prediction) => count(label, prediction))))
  const summary = await lab.evaluations.evaluationSummary(ref, { corrected: false })
  expect(reliability?.kind === 'lines' ? reliability.lines[1]?.points : []).toEqual(summary.calibration.bins.filter(({ images }) => images > 0).map(({ confidence, accuracy }) => [confidence, accuracy]))

  const [mistakes] = blocksOf(partOf(document, 'mistakes'), 'pictures')
  const wrong = Array.from({ length: 150 }, (_, image) => image).filter((image) => answers.ranks[image] !== 0).sort((a, b) => (answers.confidences[b] ?? 0) - (answers.confidences[a] ?? 0))
  expect(mistakes?.pictures.map(({ alternative }) => Number(/^Test image (\d+)/.exec(alternative)?.[1]))).toEqual(wrong.slice(0, 18))
  const [worst = -1] = wrong
  expect(mistakes?.pictures[0]?.label).toContain(`kind ${answers.labels[worst]}, taken for kind ${answers.predictions[worst]}`)
  expect(sizeOf(mistakes?.pictures[0]?.png ?? '')).toEqual([32, 40])
  expect(factOf(partOf(document, 'environment'), 'Trained with')).toBe('CNN Lab 0.0.0, ONNX Runtime 0.0.0')

  // A label that the user corrects to the answer is no mistake any more.
  await lab.evaluations.correctLabel(ref, worst, answers.predictions[worst] ?? 0, '')
  const corrected = await reportOf(lab, [id], ['results', 'mistakes'])
  expect(paragraphsOf(partOf(corrected, 'results'))).toContain('1 label of the set is corrected')
  expect(paragraphsOf(partOf(corrected, 'results'))).toContain(`has ${right + 1} of 150`)
  expect(blocksOf(partOf(corrected, 'mistakes'), 'pictures')[0]?.pictures[0]?.alternative).toMatch(new RegExp(`^Test image ${wrong[1]}:`))
})

it('says where answers are not stored, with the interval that is known and the command that makes them', async () => {
  const { lab, ids: [id = ''] } = await labWithRuns([finishedRun({}, madeUpSpec())])
  const results = partOf(await reportOf(lab, [id], ['results', 'mistakes']), 'results')
  const { low } = wilsonInterval(Math.round(150 * ((await lab.runs.record(id)).testAccuracy ?? 0)), 150)
  expect(paragraphsOf(results)).toContain(`95 % interval (Wilson): ${(100 * low).toFixed(1)} to`)
  expect(paragraphsOf(results)).toContain(`cnn-lab evaluate ${id}`)
  const parts = await lab.reports.reportParts({ kind: 'runs', ids: [id] })
  expect(parts.find(({ part }) => part === 'mistakes')?.missing).toContain('not stored')
  expect(parts.find(({ part }) => part === 'results')?.missing).toBeNull()
})

it('counts the images that the run uses by class, shows some of each, and names the fingerprint of the set', async () => {
  const { lab, ids } = await labWithRuns([finishedRun({}, madeUpSpec())])
  const data = partOf(await reportOf(lab, ids, ['data']), 'data')
  const set = madeUpSet(info)
  const counted = blocksOf(data, 'table').find(({ columns }) => columns.length === 3)
  const countOf = (labels: readonly number[], label: number): number => labels.filter((own) => own === label).length
  expect(counted?.rows.map((row) => row.slice(1).map(({ value }) => value))).toEqual([
    ...info.classes.map((_, label) => [countOf([...set.train.labels].slice(0, 100), label), countOf([...set.test.labels], label)]),
    [100, 150],
  ])
  expect(factOf(data, 'SHA-256')).toBe(fingerprintOf(set))
  const [samples] = blocksOf(data, 'pictures')
  expect(samples?.pictures.map(({ label }) => label)).toEqual(info.classes)
  expect(sizeOf(samples?.pictures[0]?.png ?? '')).toEqual([10 * 32 + 9 * 2, 40])
})

it('draws the network and lists its layers with the numbers of its analysis', async () => {
  const { lab, ids } = await labWithRuns([finishedRun({}, sampleSpec())])
  const network = partOf(await reportOf(lab, ids, ['network']), 'network')
  const analysis = await lab.models.summarize({ ...sampleSpec(), batchSize: 1 })
  const [layers] = blocksOf(network, 'table')
  expect(layers?.rows.slice(0, analysis.rows.length).map((row) => row.map(({ value, text }) => value ?? text))).toEqual(
    analysis.rows.map((row) => [row.name, kindWords(row.kind), row.outputShape.slice(1).join('×'), row.parameters, row.passes.forward.multiplyAdds, row.activationBytes]),
  )
  expect(layers?.rows[analysis.rows.length]?.[3]?.value).toBe(61_706)
  const [diagram] = blocksOf(network, 'diagram')
  const boxes = new Set(diagram?.boxes.map(({ id }) => id))
  expect(diagram?.arrows.flat().every((id) => boxes.has(id))).toBe(true)
  expect(diagram?.boxes.map(({ kind }) => kind)).toEqual(['input', 'convolution', 'pooling', 'convolution', 'pooling', 'other', 'fullyConnected', 'fullyConnected', 'fullyConnected'])
  expect(diagram?.boxes[1]).toMatchObject({ title: 'Convolution 6, 5×5, padding 2 + ReLU', detail: '6×28×28' })
})

it.each(['hog', 'googlenet', 'resnet-8'] as const)('draws %s too', async (model) => {
  const { lab, ids } = await labWithRuns([finishedRun({}, { ...defaultSpec(model), device: 'cpu' })])
  const network = partOf(await reportOf(lab, ids, ['network', 'filters']), 'network')
  expect(blocksOf(network, 'table')[0]?.rows.length).toBeGreaterThan(3)
  expect(paragraphsOf(network)).not.toMatch(/could not be made|NaN|undefined/)
})

it('tells settings apart from the preset that they are nearest to', async () => {
  const listed = { ...madeUpSpec(), network: layersNetworkSettings(sampleListing('own')) }
  const { lab, ids } = await labWithRuns([finishedRun({}, sampleSpec({ batchSize: 77 })), finishedRun({}, { ...defaultSpec('lenet-relu') }), finishedRun({}, listed)])
  const [changed, preset, own] = await Promise.all(ids.map(async (id) => partOf(await reportOf(lab, [id], ['settings']), 'settings')))
  const strong = (section: ReportSection | undefined) => blocksOf(section, 'table').flatMap(({ rows }) => rows.filter(([label]) => label?.isStrong === true).map((row) => row.map(({ text }) => text)))
  expect(strong(changed)).toEqual([['Batch size', '77', '128'], ['Device', expect.any(String), expect.any(String)]])
  expect(paragraphsOf(changed)).toBe('Other than in the preset “LeNet with ReLU”: batch size 77 (there 128) and device cpu (there auto).')
  expect(strong(preset)).toEqual([])
  expect(paragraphsOf(preset)).toBe('All settings are those of the preset “LeNet with ReLU”.')
  expect(paragraphsOf(own)).toContain(sampleListing('own').name)
})

it('shows the filters of the newest checkpoint, and what telemetry says of the layers', async () => {
  const { lab, ids: [id = ''] } = await labWithRuns([finishedRun({}, madeUpSpec({ telemetrySteps: 5 }))])
  const folder = lab.folders.run(id)
  mkdirSync(join(folder, 'checkpoints'), { recursive: true })
  const kernels = Float32Array.from({ length: 6 * 5 * 5 }, (_, index) => Math.sin(index))
  await writeSealedFolder(join(folder, 'checkpoints/step-000000020-epoch-2'), { 'parameters.safetensors': encodeSafetensors([{ name: 'conv', shape: [6, 1, 5, 5], data: kernels }]) }, {})
  const figures = { activationRms: [1, 2], zeroShare: [null, 1], saturatedShare: [null, null], notFiniteShare: [0, 0], outputGradientRms: [0.1, 0], weightGradientRms: [0.25, null], weightRms: [0.1, null], updateRms: [1e-4, null] }
  await beginTelemetry(folder, { layers: [{ name: 'conv1', kind: 'conv2d' }, { name: 'relu1', kind: 'relu' }], images: 16, samples: [{ step: 0, figures }, { step: 5, figures }] })
  const document = await reportOf(lab, [id], ['filters', 'telemetry'])
  const [filters] = blocksOf(partOf(document, 'filters'), 'pictures')
  expect(wordsOf(filters?.caption ?? '')).toContain(`The 6 filters of the first convolution, each 1×5×5, after step 20`)
  expect(wordsOf(filters?.caption ?? '')).toContain(`white ${mapFigure(Math.max(...kernels.map(Math.abs)))}`)
  expect(sizeOf(filters?.pictures[0]?.png ?? '')).toEqual([filters?.pictures[0]?.width, filters?.pictures[0]?.height])
  const telemetry = partOf(document, 'telemetry')
  expect(blocksOf(telemetry, 'list').flatMap(({ items }) => items.map(wordsOf)).join()).toContain('relu1 puts out nothing but zeros')
  const charts = blocksOf(telemetry, 'chart').map(({ chart }) => (chart.kind === 'lines' ? chart.lines.map(({ label, points }) => [label, points]) : []))
  expect(charts[0]).toEqual([['conv1', [[0, 1], [5, 1]]], ['relu1', [[0, 2], [5, 2]]]])
  expect(charts[1]).toEqual([['conv1', [[0, 0.1], [5, 0.1]]]]) // a gradient of 0 has no place on a logarithmic axis
})

it('draws memory beside its prediction, and the command that repeats the run beside its settings', async () => {
  const { lab, ids: [id = ''] } = await labWithRuns([finishedRun()])
  const document = await reportOf(lab, [id], ['performance', 'environment'])
  const memory = blocksOf(partOf(document, 'performance'), 'chart').map(({ chart }) => (chart.kind === 'lines' ? chart.lines.map(({ label }) => label) : []))
  expect(memory).toEqual([['measured', 'predicted 10,900'], ['measured', 'predicted 268\u00a0MB']])
  const [command, file] = blocksOf(partOf(document, 'environment'), 'listing').map(({ text }) => text)
  expect(command).toBe(`cnn-lab train --spec ${id}.json`)
  expect(JSON.parse(file ?? '')).toEqual(finishedRun().run.spec)
})

it.each([
  ['failed before its first epoch', { status: 'failed', epochs: [], testAccuracy: null, testLoss: null, trainLoss: null, trainAccuracy: null, startedAt: null, endedAt: null, device: null, deviceTitle: null, threads: null, parameters: null, imagesPerSecond: null, peakRssBytes: null, predictedRssBytes: null, problem: { code: 'x', message: 'It broke.', remedy: 'Mend it.' } }],
  ['diverged', { trainLoss: 4e17, testLoss: 9e17, testAccuracy: 0.1 }],
  ['paused', { status: 'paused', endedAt: null }],
] as const)('stands for a run that has %s', async (_, changes) => {
  const { run, points } = finishedRun({ ...changes } as Parameters<typeof finishedRun>[0], madeUpSpec())
  const { lab, ids } = await labWithRuns([{ run, points: run.epochs.length === 0 ? [] : points }])
  const document = await reportOf(lab, ids)
  expect(troublesIn(document)).toEqual([])
  if (run.status === 'failed') expect(paragraphsOf(partOf(document, 'summary'))).toContain('It broke. Mend it.')
})

it('has a report of a network from a file', async () => {
  const file = { ...fileSpec({ name: 'mine.onnx', sha256: 'a'.repeat(64), weights: 'keep' }, { height: 40, width: 32 }), dataset: madeUpSpec().dataset }
  const { lab, ids } = await labWithRuns([finishedRun({}, file)])
  const document = await reportOf(lab, ids, allParts.filter((part) => part !== 'network'))
  expect(paragraphsOf(partOf(document, 'environment'))).toContain('mine.onnx')
  expect(paragraphsOf(partOf(document, 'settings'))).toContain('mine.onnx')
})

it('says why a part cannot be made, and has the others', async () => {
  const broken = { ...info, id: 'broken-set', title: 'Broken set' }
  registerDataset(broken, { load: () => Promise.reject(new LabError('dataset/truncated', 'A file of the set ends too early.', 'Fetch it again.')) })
  const { lab, ids } = await labWithRuns([finishedRun({}, madeUpSpec({ dataset: wholeDataset(broken.id) }))])
  const document = await reportOf(lab, ids, ['summary', 'data', 'epochs'])
  expect(paragraphsOf(partOf(document, 'data'))).toBe('This part could not be made. A file of the set ends too early. Fetch it again.')
  expect(document.sections.map(({ part }) => part)).toEqual(['summary', 'data', 'epochs'])
})

it('reads seeds as one: mean, spread and band of their curves', async () => {
  const accuracies = [0.5, 0.6, 0.7]
  const seeds = accuracies.map((accuracy, seed) => {
    const spec = madeUpSpec({ seed: seed + 1 })
    const one = finishedRun({ testAccuracy: accuracy, title: titleOf(spec) }, spec)
    return { ...one, run: { ...one.run, epochs: one.run.epochs.map((epoch) => ({ ...epoch, testAccuracy: accuracy })) } }
  })
  const { lab, ids } = await labWithRuns(seeds)
  const document = await reportOf(lab, ids, ['summary'])
  expect(document.title).toMatch(/^(?!.*\bseed \d).+, 3 seeds$/) // though each run's title has its seed
  const [overview] = document.sections
  const spread = meanAndSpread(accuracies)
  expect(paragraphsOf(overview)).toContain('3 runs that differ only in the seed reached 60.0\u00a0% ± 10.0\u00a0%')
  expect(blocksOf(overview, 'table')[0]?.rows[0]?.[2]?.value).toBe(spread?.mean)
  const chart = blocksOf(overview, 'chart')[1]?.chart
  const [line] = chart?.kind === 'lines' ? chart.lines : []
  expect(line?.points.map(([x]) => x)).toEqual([1, 2])
  expect(line?.points[0]?.[1]).toBeCloseTo(0.6, 12)
  expect(line?.band?.[0]).toEqual([0.5, 0.7])
})

it('tells a hundred runs in brief: overview first, the rest folded up, and quickly', async () => {
  const many = Array.from({ length: 100 }, (_, index) => finishedRun({ title: `run number ${index}` }, madeUpSpec({ seed: index % 4, batchSize: 32 + Math.floor(index / 4), epochs: 10 }))).map(({ run }) => ({ run, points: [] }))
  const { lab, ids } = await labWithRuns(many)
  const start = performance.now()
  const document = await reportOf(lab, ids, usualOptions('runs').parts)
  expect(performance.now() - start).toBeLessThan(5000)
  expect(document.sections[0]?.title).toBe('Overview')
  expect(blocksOf(document.sections[0], 'table').map(({ rows }) => rows.length)).toEqual([25, 100, 100])
  const runs = document.sections.at(-1)?.sections ?? []
  expect(runs).toHaveLength(100)
  expect(runs[7]?.blocks.map(({ block }) => block)).toEqual(['paragraph', 'paragraph', 'details', 'details'])
  // The settings of all runs stand in the document twice: folded up, and for programs.
  expect(JSON.stringify(document.sections).length).toBeLessThan(2e6)
  expect(document.sections.filter(({ part }) => part === 'data')).toHaveLength(1)
})

it('shows a data set once for runs that use other numbers of its images, and a network once for other initialisations', async () => {
  const spec = madeUpSpec()
  const network = spec.network.kind === 'zoo' ? { ...spec.network, initializer: 'zeros' as const } : spec.network
  const { lab, ids } = await labWithRuns([finishedRun({}, spec), finishedRun({}, { ...spec, network, dataset: { ...spec.dataset, limitTrain: 50 } })])
  const { sections } = await reportOf(lab, ids, ['data', 'network'])
  const shared = sections.filter(({ part }) => part !== null)
  expect(shared.map(({ title }) => title)).toEqual(['Data', 'Network'])
  expect(shared[0]?.blocks.at(-1)).toMatchObject({ role: 'note', text: 'Other runs use other numbers of its images.' })
})

it('has reports of the runs of version 1', async () => {
  const home = temporaryFolder()
  cpSync(fileURLToPath(new URL('../../testing/home-version-1', import.meta.url)), home, { recursive: true })
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher: noEngine })
  onTestFinished(() => lab.close())
  const runs = await lab.runs.currentRuns()
  expect(runs.length).toBeGreaterThan(0)
  for (const { id, spec } of runs) {
    const document = await reportOf(lab, [id], allParts.filter((part) => part !== 'data' && (part !== 'network' || spec.network.kind !== 'file')))
    expect(troublesIn(document)).toEqual([])
  }
})

it('shows the pictures that were kept with the run, each with its words', async () => {
  const { lab, ids: [id = ''] } = await labWithRuns([finishedRun({}, madeUpSpec())])
  const missing = async () => (await lab.reports.reportParts({ kind: 'runs', ids: [id] })).find(({ part }) => part === 'pictures')?.missing
  expect(await missing()).toContain('No picture')
  expect(partOf(await reportOf(lab, [id], ['pictures']), 'pictures')).toBeUndefined()
  const png = new Uint8Array(encodePng({ width: 600, height: 2, channels: 1, pixels: new Uint8Array(1200) }))
  for (const title of ['Filters', 'Why']) await keepPicture(lab.folders.run(id), { title, caption: 'Black is -1,\nwhite 1 <b>.', png })
  expect(await missing()).toBeNull()
  const figures = blocksOf(partOf(await reportOf(lab, [id], ['pictures']), 'pictures'), 'pictures')
  expect(figures.map(({ caption }) => wordsOf(caption))).toEqual(['Filters. Black is -1, white 1 <b>.', 'Why. Black is -1, white 1 <b>.'])
  expect(figures[0]).toMatchObject({ shownWidth: 480, pictures: [{ width: 600, height: 2 }] })
  expect(sizeOf(figures[0]?.pictures[0]?.png ?? '')).toEqual([600, 2])
})
