// An experiment of tiny real runs: what a larger size takes over ends with the bytes of runs that were trained for it from the beginning.
import { wholeDataset } from '@contract/training/run-spec'
import { madeUpExperiment } from '@common/experiments/testing/made-up-experiment'
import { runOfPoint } from '@common/sweeps/point-spec'
import { expect, it, onTestFinished } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Lab } from '../lab'
import { openDirectStore } from '../store/direct-store'
import { LauncherInProcess } from '../testing/launcher-in-process'
import { sampleSpec, temporaryFolder } from '../testing/samples'

it('a larger size ends with the same bytes as one that was run at once', async () => {
  const base = sampleSpec({ batchSize: 64, dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 128, limitTest: 32 } })
  const definition = madeUpExperiment(base)
  const home = temporaryFolder()
  const lab = await Lab.open({ openStore: openDirectStore, home, launcher: new LauncherInProcess(), experiments: [definition] })
  onTestFinished(() => lab.close())
  const { rates } = definition.sizes.quick.plan
  if (rates?.kind !== 'sweep') throw new Error('it is a sweep')
  const sweep = { ...rates.sweep, base: { ...rates.sweep.base, epochs: 2 } }
  const plan = { rates: { kind: 'sweep' as const, sweep } }
  const parameters = (run: string | null): Buffer => readFileSync(join(home, 'runs', run ?? '', 'checkpoints', 'step-000000004-epoch-2', 'parameters.safetensors'))

  const { id } = await lab.experiments.startExperiment('batch-size', 'quick', { rates })
  await lab.experiments.ended(id)
  const quick = await lab.experiments.experimentResults(id)
  await lab.experiments.extendExperiment(id, 'full', plan)
  await lab.experiments.ended(id)
  const extended = await lab.experiments.experimentResults(id)
  expect(extended.map(({ status }) => status)).toEqual(Array.from({ length: 2 }, () => 'completed'))
  expect(extended.map(({ run }) => run)).toEqual(quick.map(({ run }) => run))

  const other = await lab.experiments.startExperiment('batch-size', 'full', plan)
  await lab.experiments.ended(other.id)
  const atOnce = await lab.experiments.experimentResults(other.id)
  expect(new Set([...extended, ...atOnce].map(({ run }) => run)).size).toBe(4)
  for (const [index, row] of extended.entries()) {
    const { spec } = await lab.runs.record(row.run ?? '')
    expect(spec).toEqual(runOfPoint(sweep, { values: row.values, seed: row.seed ?? -1 }, new Map()).spec)
    expect(parameters(row.run).equals(parameters(atOnce[index]?.run ?? null))).toBe(true)
  }
}, 120_000)
