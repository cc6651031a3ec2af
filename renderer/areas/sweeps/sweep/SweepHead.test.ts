// The buttons of a sweep: only one that a cluster trains can be looked at.
import { shallowMount } from '@vue/test-utils'
import { sweepPlaceSchema } from '@contract/sweeps/sweep-place'
import type { SweepRecord } from '@contract/sweeps/sweep-record'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { installLab } from '../../../testing/lab-in-memory'
import { samplePoint, sampleSweep, sampleSweepSpec } from '../testing/sample-sweep'
import SweepHead from './SweepHead.vue'

vi.mock('@nuxt/ui/components/Button.vue', () => ({ default: { name: 'UButton', props: ['label'], template: '<button />' } }))
vi.mock('@nuxt/ui/components/Badge.vue', () => ({ default: { template: '<span />' } }))
vi.mock('../ExperimentOfSweep.vue', () => ({ default: { template: '<p />' } }))

beforeEach(() => {
  setActivePinia(createPinia())
  installLab({})
})

const local: SweepRecord = { ...sampleSweep(sampleSweepSpec({ axes: [{ setting: 'batchSize', values: [32] }] }), [samplePoint(1, { batchSize: 32 }, null)]), status: 'running' }
const onCluster: SweepRecord = { ...local, place: sweepPlaceSchema.parse({ kind: 'slurm', folder: '/shared/sweeps' }) }

function buttonsOf(sweep: SweepRecord) {
  const head = shallowMount(SweepHead, { props: { sweep, looked: 'Looked 10:00: nothing new.' } })
  const buttons = head.findAllComponents({ name: 'UButton' })
  return { head, buttons, names: buttons.map((button): unknown => button.props('label')) }
}

it('a sweep on a cluster can be looked at, and says what the last look brought', async () => {
  const { head, buttons, names } = buttonsOf(onCluster)
  expect(names).toEqual(['Pause', 'Look now', 'Extend'])
  await buttons[1]?.trigger('click')
  expect(head.emitted('act')).toEqual([['collectSweep']])
  expect(head.get('[role="status"]').text()).toBe('Looked 10:00: nothing new.')
})

it.each([['on this machine', local], ['that has ended', { ...onCluster, status: 'completed' }]] as const)('a sweep %s has no such button', (_where, sweep) => {
  expect(buttonsOf(sweep).names).not.toContain('Look now')
})
