// The reader's plan: what is read, where a fault stands, and what is left out.
import { presets } from '@contract/training/presets'
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import { describe, expect, it } from 'vitest'
import { reactive } from 'vue'
import { sweepVersion } from '@contract/sweeps/sweep-spec'
import { baseFieldsOf, draftsOfPlan, readPlan, type AnalysisPartDraft, type SweepPartDraft } from './plan-draft'

const base = presets.find(({ name }) => name === 'lenet-relu')?.spec
if (!base) throw new Error('no preset lenet-relu')

const plan: ExperimentPlan = {
  rates: { kind: 'sweep', sweep: { version: sweepVersion, title: '', base, axes: [{ setting: 'optimizer.learningRate', along: [], values: [0.1, 0.5] }], strategy: { kind: 'grid' }, seeds: [0, 1] } },
  sizes: {
    kind: 'sweep',
    sweep: { version: sweepVersion, title: '', base, axes: [{ setting: 'batchSize', along: [], values: [16, 64] }, { setting: 'epochs', along: [], values: [1, 4] }], strategy: { kind: 'list', points: [{ batchSize: 16, epochs: 1 }, { batchSize: 64, epochs: 4 }] }, seeds: [0] },
  },
  repeated: { kind: 'sweep', sweep: { version: sweepVersion, title: '', base, axes: [], strategy: { kind: 'grid' }, seeds: [0, 1, 2] } },
  steps: { kind: 'analysis', analysis: { kind: 'steps', networks: [{ network: base.network, size: base.preprocessing }], batchSizes: [1, 128], uses: ['training'], device: 'cpu' } },
}
const parts = ['steps', 'rates', 'sizes', 'repeated', 'not in this size'].map((name) => ({ name }))
const drafts = () => draftsOfPlan(parts, structuredClone(plan)) as [AnalysisPartDraft, SweepPartDraft, SweepPartDraft, SweepPartDraft]

describe('the plan of an experiment', () => {
  it('is read back as it was', () => {
    expect(readPlan(drafts())).toEqual({ plan, faults: {} })
  })

  it('can be sent to the lab from a form that the page watches', () => {
    const watched = reactive(drafts())
    watched[0].batchSizes = '1, 32'
    expect(structuredClone(readPlan(watched).plan)).toMatchObject({ steps: { analysis: { batchSizes: [1, 32] } } })
  })

  it('takes other seeds, images, epochs, values and batch sizes', () => {
    const [steps, rates, sizes] = drafts()
    steps.batchSizes = '1; 32'
    rates.form.seeds = '5'
    rates.base['dataset.limitTrain'] = '1,280'
    Object.assign(rates.form.axes[0] ?? {}, { list: '0.2' })
    sizes.points = sizes.points.map((point, place) => ({ ...point, isOn: place !== 0 }))
    const { plan: changed } = readPlan([steps, rates, sizes])
    expect(changed?.steps).toMatchObject({ analysis: { batchSizes: [1, 32] } })
    expect(changed?.rates).toMatchObject({ sweep: { seeds: [5], base: { dataset: { limitTrain: 1280 } }, axes: [{ values: [0.2] }] } })
    expect(changed?.sizes).toMatchObject({ sweep: { strategy: { points: [{ batchSize: 64, epochs: 4 }] } } })
  })

  it('says at its part and field what is wrong', () => {
    const [steps, rates, sizes, repeated] = drafts()
    steps.batchSizes = '1, many'
    rates.base.epochs = '0'
    rates.base['dataset.limitTest'] = 'few'
    Object.assign(rates.form.axes[0] ?? {}, { list: 'fast' })
    sizes.points = sizes.points.map((point) => ({ ...point, isOn: false }))
    repeated.form.seeds = ''
    const { plan: none, faults } = readPlan([steps, rates, sizes, repeated])
    expect(none).toBeNull()
    expect(faults.steps?.batchSizes).toContain('whole numbers')
    expect(faults.rates).toMatchObject({ epochs: 'Epochs must be at least 1.', 'dataset.limitTest': expect.stringContaining('must be a whole number') as string, 'axes.0.list': expect.stringContaining('“fast” is no number') as string })
    expect(faults.sizes?.points).toBe('Choose at least one point.')
    expect(faults.repeated?.seeds).toContain('at least one seed')
  })

  it('has no field for what varies', () => {
    const [, rates, sizes] = drafts()
    expect(baseFieldsOf(rates)).toContain('epochs')
    expect(baseFieldsOf(sizes)).not.toContain('epochs')
  })
})
