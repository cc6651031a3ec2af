// The choices of Maximise: which layers have units, which unit is meant, and what is asked for.
import { usualMaximization } from '@common/inspection/usual-maximization'
import { expect, it } from 'vitest'
import { effectScope, nextTick, shallowReactive } from 'vue'
import type { InspectedUnit } from '../inspection'
import { useMaximizeForm } from './maximize-form'
import { unitLayers } from './unit-layers'

const layer = (name: string, kind: string, channels: number, height = 1, width = 1) => ({ layer: name, kind, channels, height, width })
const layers = [layer('conv_1', 'conv2d', 6, 28, 28), layer('conv_2', 'conv2d', 16, 10, 10), layer('flatten_1', 'flatten', 1600), layer('linear_1', 'linear', 10)]

it('lists layers with their units, but for those that only pass on what they are given', () => {
  expect(unitLayers(layers).map(({ name, units, words, isLast }) => [name, units, words, isLast])).toEqual([
    ['conv_1', 6, '6 channels of 28×28', false],
    ['conv_2', 16, '16 channels of 10×10', false],
    ['linear_1', 10, '10 units', true],
  ])
})

function opened(unit: InspectedUnit | null = null) {
  const subject = shallowReactive({ layers: unitLayers(layers), unit })
  const form = effectScope().run(() =>
    useMaximizeForm(() => subject, (chosen) => {
      subject.unit = chosen
    }),
  )
  if (!form) throw new Error('no form')
  return { subject, form }
}

it('begins with the last convolution, or with the unit that another tab has chosen', async () => {
  expect(opened().form.wanted.value).toEqual({ ...usualMaximization, layer: 'conv_2', unit: 0 })
  const { form, subject } = opened({ layer: 'linear_1', unit: 7 })
  expect(form.wanted.value).toEqual({ ...usualMaximization, layer: 'linear_1', unit: 7 })
  subject.unit = { layer: 'conv_1', unit: 3 }
  await nextTick()
  expect(form.wanted.value).toMatchObject({ layer: 'conv_1', unit: 3 })
  expect(form.unitText.value).toBe('3')
})

it('makes the typed unit that of all tabs, and keeps it within the chosen layer', async () => {
  const { form, subject } = opened()
  form.typeUnit('15')
  expect(subject.unit).toEqual({ layer: 'conv_2', unit: 15 })
  form.chooseLayer('conv_1')
  await nextTick()
  expect(subject.unit).toEqual({ layer: 'conv_1', unit: 5 })
  expect(form.unitText.value).toBe('5')
})

it('asks for nothing while a number is wrong', () => {
  const { form, subject } = opened()
  form.typeUnit('16')
  expect([form.wanted.value, subject.unit]).toEqual([null, null])
  form.typeUnit('1')
  form.texts.learningRate = '0'
  expect(form.wanted.value).toBeNull()
  form.texts.learningRate = '0,5'
  expect(form.wanted.value).toMatchObject({ unit: 1, learningRate: 0.5 })
})
