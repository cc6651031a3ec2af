// Where a run was trained, and the command that repeats it, with its settings as a file.
import { availableParallelism, cpus, totalmem } from 'node:os'
import { formatBytes, formatCount, formatDuration, formatZonedMoment } from '@common/words/format'
import { deviceWords } from '@common/words/run-facts'
import { repeating } from '@common/training/repeating'
import { settingText } from '@common/run-query/field-words'
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
    const versions = evaluated ? `CNN Lab ${evaluated.versions.cnnLab}, ONNX Runtime ${evaluated.versions.onnxRuntime}` : ''
    return [
      factsTable('Where and how the run was trained.', [
        ['Device', deviceWords(run)],
        ['Threads of the CPU', run.threads === null || run.device === 'cpu' ? '' : formatCount(run.threads)],
        ['Trained with', versions],
        ['Precision', settingText('precision', run.spec.precision)],
        ['Convolutions', settingText('convolution', run.spec.convolution)],
        ['Seed', String(run.spec.seed)],
        ['Begun', formatZonedMoment(run.startedAt)],
        ['Ended', formatZonedMoment(run.endedAt)],
        ['Training and testing', formatDuration(run.elapsedSeconds)],
        ['SHA-256 of the parameters', evaluated ? code(evaluated.parametersSha256) : ''],
        ['SHA-256 of the data set', evaluated ? code(evaluated.dataset.fingerprint) : ''],
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
    ['Report made with', `CNN Lab ${labVersion}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`],
    ['Report made on', `${cpu ? `${cpu.model.trim()}, ` : ''}${formatCount(availableParallelism())} threads, ${formatBytes(totalmem())} of memory`],
  ]
}

/** The command that repeats a run, and the file that it reads. */
function repetition({ id, spec, plan }: Pick<RunRecord, 'id' | 'spec' | 'plan'>): readonly ReportBlock[] {
  const file = `${id}.json`
  const note = spec.network.kind === 'file' ? ` The lab must know the network ${spec.network.file.name}: import it first.` : ''
  return [
    paragraph(`The same settings give the same results on the same device with the same number of threads; the settings below hold the plan, which says how each part of the network is computed.${note}`),
    { block: 'listing', caption: `The command that repeats the run; ${file} holds the settings below.`, language: 'shell', text: `cnn-lab train --spec ${file}` },
    specListing(file, repeating({ spec, plan })),
  ]
}

/** Settings as a file for `cnn-lab train --spec`, folded up. */
export const specListing = (file: string, spec: RunSpec): ReportBlock => ({
  block: 'details',
  summary: `Settings as a file: ${file}`,
  blocks: [{ block: 'listing', caption: `${file}, for cnn-lab train --spec.`, language: 'json', text: JSON.stringify(spec, null, 2) }],
})
