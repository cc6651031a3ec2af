// Where a run was trained, and the command that repeats it, with its settings as a file.
import { availableParallelism, cpus, totalmem } from 'node:os'
import { formatBytes, formatCount, formatDuration, formatZonedMoment } from '@common/words/format'
import { withCommas } from '@common/words/listed-words'
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
    const versions = evaluated ? `CNN Lab ${evaluated.versions.cnnLab}, ONNX Runtime ${evaluated.versions.onnxRuntime}` : ''
    return [
      factsTable(phrase('Where and how the run was trained.'), [
        [phrase('Device'), deviceWords(run)],
        [phrase('Threads of the CPU'), run.threads === null || run.device === 'cpu' ? '' : formatCount(run.threads)],
        [phrase('Trained with'), versions],
        [phrase('Precision § of numbers: float32 or mixed'), settingText('precision', run.spec.precision)],
        [phrase('Convolutions'), settingText('convolution', run.spec.convolution)],
        [phrase('Seed'), String(run.spec.seed)],
        [phrase('Begun'), formatZonedMoment(run.startedAt)],
        [phrase('Ended'), formatZonedMoment(run.endedAt)],
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
    [phrase('Report made with'), withCommas([`CNN Lab ${labVersion}`, `Node.js ${process.versions.node}`, `${process.platform} ${process.arch}`])],
    [phrase('Report made on'), phrase('{processor}{threads} threads, {memory} of memory', { processor: cpu ? `${cpu.model.trim()}${phrase(', ')}` : '', threads: formatCount(availableParallelism()), memory: formatBytes(totalmem()) })],
  ]
}

/** The command that repeats a run, and the file that it reads. */
function repetition({ id, spec, plan }: Pick<RunRecord, 'id' | 'spec' | 'plan'>): readonly ReportBlock[] {
  const file = `${id}.json`
  const note = spec.network.kind === 'file' ? phrase(' The lab must know the network {file}: import it first.', { file: spec.network.file.name }) : ''
  return [
    paragraph(phrase('The same settings give the same results on the same device with the same number of threads; the settings below hold the plan, which says how each part of the network is computed.{note}', { note })),
    { block: 'listing', caption: phrase('The command that repeats the run; {file} holds the settings below.', { file }), language: 'shell', text: `cnn-lab train --spec ${file}` },
    specListing(file, repeating({ spec, plan })),
  ]
}

/** Settings as a file for `cnn-lab train --spec`, folded up. */
export const specListing = (file: string, spec: RunSpec): ReportBlock => ({
  block: 'details',
  summary: phrase('Settings as a file: {file}', { file }),
  blocks: [{ block: 'listing', caption: phrase('{file}, for cnn-lab train --spec.', { file }), language: 'json', text: JSON.stringify(spec, null, 2) }],
})
