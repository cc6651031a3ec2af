// The first convolution's filters over the epochs of a run: as the run has kept them, of an older run those of its checkpoints.
import type { QuestionAnswer } from '@contract/engine/questions'
import type { FilterHistory } from '@contract/inspection/filters'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import type { RunRecord } from '@contract/runs/run-record'
import { readFilterHistory } from '../../telemetry/filter-history-file'
import type { LabStore } from '../store/lab-store'

export interface HistorySources {
  readonly checkpoints: LabStore['checkpoints']
  /** Asks the engine for the convolutions at a checkpoint, and the filters of one of them. */
  readonly filtersAt: (checkpoint: CheckpointInfo, layer: string | null) => Promise<QuestionAnswer<'filters'>>
}

/** @param folder of the run @returns null: the network has no convolution, or nothing is kept @throws LabError as the question `filters` */
export async function filterHistoryOf({ stepsPerEpoch }: RunRecord, folder: string, { checkpoints, filtersAt }: HistorySources): Promise<FilterHistory | null> {
  const kept = await readFilterHistory(folder)
  if (kept && kept.epochs.length > 0) return kept
  const whole = (await checkpoints.kept(folder)).filter(({ step, epoch }) => step === epoch * (stepsPerEpoch ?? NaN)).toReversed()
  const [newest] = whole.slice(-1)
  const first = newest && (await filtersAt(newest, null)).layers[0]
  if (!first) return null
  const rows: Float32Array[] = []
  // One after another: each opens a network.
  for (const checkpoint of whole) rows.push((await filtersAt(checkpoint, first.layer)).values ?? new Float32Array())
  return { ...first, epochs: whole.map(({ epoch }) => epoch), values: Float32Array.from(rows.flatMap((row) => [...row])) }
}
