// The points of a list as they are changed: numbers, copies, networks that join; and what is wrong, told at the point.
import { simplify } from '@common/experiments/definitions/simplify'
import { experimentPlanSchema } from '@contract/experiments/experiment-record'
import { listedPoints } from '@contract/sweeps/strategy'
import { expect, it } from 'vitest'
import { draftOfPoint, numberSettings, placeOfNumber, readList, readPoints, withJoined, type PointDraft } from './point-drafts'

const work = experimentPlanSchema.parse(simplify.sizes.quick.plan).networks
if (work?.kind !== 'sweep') throw new Error('simplify has no list')
const { sweep } = work
const [part] = simplify.parts
const drafts = (): PointDraft[] => listedPoints(sweep.strategy).map((point) => draftOfPoint(point, sweep, false))
const joined = (name: string): PointDraft[] => (part?.join?.(name, sweep) ?? []).map((point) => draftOfPoint(point, sweep, true))
const withNumber = (draft: PointDraft | undefined, setting: string, text: string): PointDraft => {
  if (!draft) throw new Error('there is no such point')
  return { ...draft, numbers: { ...draft.numbers, [setting]: text } }
}

it('an unchanged list is read back as it was, to the letter', () => {
  expect(numberSettings(sweep)).toEqual(['optimizer.learningRate', 'preprocessing.height'])
  expect(JSON.stringify(readList(sweep, drafts()))).toBe(JSON.stringify({ sweep, faults: {} }))
})

it('takes other numbers, and networks with the image size that they are made for', () => {
  const [first, ...others] = drafts()
  const { sweep: changed, faults } = readList(sweep, [withNumber(first, 'preprocessing.height', '80'), ...others.map((other) => ({ ...other, isOn: false })), ...joined('My net')])
  expect(faults).toEqual({})
  expect(listedPoints(changed.strategy)).toEqual([{ 'network.model': 'alexnet', 'optimizer.learningRate': 0.005, 'preprocessing.height': 80 }, { 'network.model': 'My net', 'optimizer.learningRate': 0.01 }])
  const valuesOf = (setting: string) => changed.axes.flatMap((axis) => (axis.setting === setting && 'values' in axis ? axis.values : []))
  expect(valuesOf('preprocessing.height')).toContain(80)
  expect(valuesOf('network.model')).toContain('My net')
  const taken = readList(changed, drafts())
  expect(taken.sweep.axes.find(({ setting }) => setting === 'network.model')).toMatchObject({ values: ['alexnet', 'alexnet-small', 'lenet', 'lenet-relu', 'fashionnet', 'resnet-8', 'resnet-20'] }) // one that is gone must not be asked for
})

it('says at the point what is wrong', () => {
  const [first, second, third, ...others] = drafts()
  const wrong = [withNumber(first, 'optimizer.learningRate', 'fast'), withNumber(second, 'preprocessing.height', '0'), withNumber(third, 'optimizer.learningRate', '-1'), ...others, ...joined('lenet')]
  const { faults } = readList(sweep, wrong)
  expect(faults).toEqual({
    'points.0': 'Learning rate: “fast” is no number.',
    'points.1': expect.stringMatching(/must be at least/) as string,
    'points.2': expect.stringMatching(/^Learning rate must be/) as string,
    'points.8': 'It is the same as a point above: change one of its values.',
  })
  expect(readList(sweep, wrong.map((point, place) => ({ ...point, isOn: place === 4 }))).faults).toEqual({})
  expect(readPoints(sweep, wrong)[0]?.values).not.toHaveProperty('optimizer.learningRate', 'fast')
})

it('a network joins another size once', () => {
  const points = part?.join?.('My net', sweep) ?? []
  const once = withJoined({ points: drafts(), sweep }, points, false)
  expect(once).toHaveLength(9)
  expect(once[8]).toMatchObject({ isAdded: true, isOn: true, numbers: { 'optimizer.learningRate': '0.01', 'preprocessing.height': '' } })
  expect(withJoined({ points: once, sweep }, points, false)).toBe(once)
  expect(withJoined({ points: once, sweep }, points, true)).toHaveLength(10)
})

it('knows the point that the lab means by a number', () => {
  const points = drafts().map((point, place) => ({ ...point, isOn: place > 1 }))
  expect([1, 2, 3, 12, 13].map((number) => placeOfNumber(points, 2, number))).toEqual([2, 2, 3, 7, undefined])
})
