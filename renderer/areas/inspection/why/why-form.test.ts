// The choices of Why become the explanation that they stand for; while a number is wrong, the last right one stays.
import { explanationMethods } from '@common/inspection/explanation-methods'
import type { ExplanationMethodName } from '@contract/inspection/explanation'
import { expect, it } from 'vitest'
import { effectScope, nextTick, shallowReactive } from 'vue'
import { useWhyForm, type WhySubject } from './why-form'

function opened() {
  const subject = shallowReactive<{ -readonly [K in keyof WhySubject]: WhySubject[K] }>({ size: { height: 28, width: 28 }, classes: 10, convolutions: ['conv_1', 'conv_2'] })
  const form = effectScope().run(() => useWhyForm(() => subject))
  if (!form) throw new Error('no form')
  return { subject, form }
}

it('begins each method with its usual numbers, and Grad-CAM with the last convolution', () => {
  const { form } = opened()
  const wanted = (Object.keys(explanationMethods) as ExplanationMethodName[]).map((name) => {
    form.method.value = name
    return form.wanted.value
  })
  expect(wanted).toEqual([
    { method: 'gradient' },
    { method: 'gradient-times-input' },
    { method: 'smooth-grad', samples: 16, noise: 0.15, seed: 0 },
    { method: 'integrated-gradients', steps: 32 },
    { method: 'grad-cam', layer: 'conv_2' },
    { method: 'occlusion', patch: 4, stride: 2 },
  ])
})

it('stays with the last right numbers while one is wrong, and asks for nothing where there is no convolution for Grad-CAM', () => {
  const { form, subject } = opened()
  form.method.value = 'occlusion'
  expect(form.wanted.value).toEqual({ method: 'occlusion', patch: 4, stride: 2 })
  form.texts.patch = '0'
  expect(form.wanted.value).toEqual({ method: 'occlusion', patch: 4, stride: 2 })
  form.texts.patch = '7'
  expect(form.wanted.value).toEqual({ method: 'occlusion', patch: 7, stride: 2 })
  form.method.value = 'grad-cam'
  form.layer.value = 'conv_1'
  expect(form.wanted.value).toEqual({ method: 'grad-cam', layer: 'conv_1' })
  subject.convolutions = []
  expect(form.wanted.value).toBeNull()
})

it('keeps what fits another network: the square follows the size of its images, a layer or class that it lacks is left', async () => {
  const { form, subject } = opened()
  form.label.value = 9
  form.layer.value = 'conv_1'
  form.texts.samples = '64'
  Object.assign(subject, { size: { height: 224, width: 224 }, classes: 3, convolutions: ['features_0'] })
  await nextTick()
  form.method.value = 'occlusion'
  expect(form.wanted.value).toEqual({ method: 'occlusion', patch: 32, stride: 16 })
  form.method.value = 'grad-cam'
  expect(form.wanted.value).toEqual({ method: 'grad-cam', layer: 'features_0' })
  expect([form.label.value, form.texts.samples]).toEqual([null, '64'])
})
