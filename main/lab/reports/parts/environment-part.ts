// Where a run was trained, and the command that repeats it, with its settings as a file.
import { availableParallelism, cpus, totalmem } from 'node:os'
import { formatBytes, formatCount, formatDuration, formatZonedMoment } from '@common/words/format'
import { deviceWords } from '@common/words/run-facts'
import { repeating } from '@common/training/repeating'
import { settingText } from '@common/run-query/field-words'
import { phrase } from '@language/phrase'
import type { ReportBlock } from '@contract/reports/report-block'
import type { ReportText } from '@contract/reports/report-text'
import type { RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { labVersion } from '../../version'
import { code, factsTable, paragraph } from '../blocks'
import type { RunPart } from './run-part'
import { alwaysThere } from './subject-part'

export const environmentPart: RunPart = {
  missing: alwaysThere,
  blocks: async ({ run, sources }) => {
    const evaluated = (await sources.evaluations.evaluations(run.id))[0]?.facts
    const versions = evaluated ? phrase('CNN Lab {cnnLab}, ONNX Runtime {onnxRuntime}', { cnnLab: evaluated.versions.cnnLab, onnxRuntime: evaluated.versions.onnxRuntime }) : ''
    return [
      factsTable(phrase('Where and how the run was trained.'), [
        ['Device', deviceWords(run)],
        [phrase('Threads of the CPU'), run.threads === null || run.device === 'cpu' ? '' : formatCount(run.threads)],
        [phrase('Trained with'), versions],
        ['Precision', settingText('precision', run.spec.precision)],
        ['Convolutions', settingText('convolution', run.spec.convolution)],
        ['Seed', String(run.spec.seed)],
        ['Begun', formatZonedMoment(run.startedAt)],
        ['Ended', formatZonedMoment(run.endedAt)],
        [phrase('Training and testing'), formatDuration(run.elapsedSeconds)],
        [phrase('SHA-256 of the parameters'), evaluated ? code(evaluated.parametersSha256) : ''],
        [phrase('SHA-256 of the data set'), evaluated ? code(evaluated.dataset.fingerprint) : ''],
        ...thisMachine(),
      ]),
      ...repetition(run),
    ]
  },
}

/** What made the report: the run may have been trained elsewhere. */
export function thisMachine(): readonly (readonly [string, ReportText])[] {
  const [cpu] = cpus()
  return [
    [phrase('Report made with'), phrase('CNN Lab {labVersion}, Node.js {node}, {platform} {arch}', { labVersion, node: process.versions.node, platform: process.platform, arch: process.arch })],
    [phrase('Report made on'), phrase('{which}{availableParallelism} threads, {totalmem} of memory', { which: cpu ? `${cpu.model.trim()}, ` : '', availableParallelism: formatCount(availableParallelism()), totalmem: formatBytes(totalmem()) })],
  ]
}

/** The command that repeats a run, and the file that it reads. */
function repetition({ id, spec, plan }: Pick<RunRecord, 'id' | 'spec' | 'plan'>): readonly ReportBlock[] {
  const file = `${id}.json`
  const note = spec.network.kind === 'file' ? phrase(' The lab must know the network {file}: import it first.', { file: spec.network.file.name }) : ''
  return [
    paragraph(phrase('The same settings give the same results on the same device with the same number of threads; the settings below hold the plan, which says how each part of the network is computed.{note}', { note })),
    { block: 'listing', caption: phrase('The command that repeats the run; {file} holds the settings below.', { file }), language: 'shell', text: phrase('cnn-lab train --spec {file}', { file }) },
    specListing(file, repeating({ spec, plan })),
  ]
}

/** Settings as a file for `cnn-lab train --spec`, folded up. */
export const specListing = (file: string, spec: RunSpec): ReportBlock => ({
  block: 'details',
  summary: phrase('Settings as a file: {file}', { file }),
  blocks: [{ block: 'listing', caption: phrase('{file}, for cnn-lab train --spec.', { file }), language: 'json', text: JSON.stringify(spec, null, 2) }],
})
