// Runs side by side: groups by all settings but the seed, rows of settings, answers paired by image.
import { expect, it } from 'vitest'
import { runRecord } from '@contract/testing/sample-runs'
import { defaultSpec } from '@contract/training/run-spec'
import { groupNames, groupsOf } from './run-groups'
import { pairedEvaluations } from './paired-evaluations'
import { settingRows } from './setting-rows'

const spec = defaultSpec('lenet-relu')
const run = (id: string, seed: number, batchSize: number) => runRecord({ id, title: id, spec: { ...spec, seed, batchSize } })

it('puts runs that differ in nothing but the seed into a group, named by what sets it apart', () => {
  const groups = groupsOf([run('a', 0, 64), run('b', 0, 128), run('c', 1, 64)])
  expect(groups.map(({ runs }) => runs.map(({ id }) => id))).toEqual([['a', 'c'], ['b']])
  const differing = settingRows(groups.flatMap(({ runs }) => runs.slice(0, 1).map((first) => first.spec))).filter(({ differs }) => differs)
  expect(groupNames(groups, differing)).toEqual(['batch size 64', 'batch size 128'])
  expect(groupNames(groupsOf([run('a', 0, 64)]), [])).toEqual(['a'])
})

it('has a row for every setting that a network has, with the values in words', () => {
  const rows = settingRows([spec, { ...defaultSpec('resnet-8'), augmentation: { ...spec.augmentation, flip: 0.5 } }])
  const row = (path: string) => rows.find((one) => one.path === path)
  expect(row('network.dropout')).toMatchObject({ cells: ['0', '–'], differs: true })
  expect(row('augmentation.flip')?.differs).toBe(true)
  expect(row('optimizer.momentum')).toBeUndefined()
  expect(row('batchSize')?.differs).toBe(false)
})

it('pairs the images that both answered', () => {
  const labels = Uint16Array.of(0, 1, 2, 0)
  const paired = pairedEvaluations({ labels, predictions: Uint16Array.of(0, 0, 0, 0), images: null }, { labels: labels.slice(0, 3), predictions: Uint16Array.of(1, 1, 2), images: null })
  expect(paired).toMatchObject({ images: 3, discordance: { onlyFirst: 1, onlySecond: 2 } })
  expect(paired.p).toBeCloseTo(1, 9)
  expect(paired.difference).toBeCloseTo(1 / 3, 12)
  expect(paired.interval.low).toBeLessThanOrEqual(paired.difference)
})
