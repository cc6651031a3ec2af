// Published accuracies on ImageNet are of networks that are as large as the zoo's of the same name.
import { expect, it } from 'vitest'
import { imagenetResults } from './imagenet-results'

it('are of the networks that the comparison shows, the oldest first', () => {
  expect(imagenetResults.map(({ network }) => network)).toEqual(['alexnet', 'vgg-16', 'googlenet', 'resnet-50', 'mobilenet-v2'])
  expect(imagenetResults.every(({ top1, top5 }) => top1 < top5)).toBe(true)
})
