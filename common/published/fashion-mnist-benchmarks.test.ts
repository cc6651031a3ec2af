// The file of benchmarks can be read, and has the figures that the lab compares crafted features with.
import { expect, it } from 'vitest'
import { fashionMnistBenchmarks } from './fashion-mnist-benchmarks'

it.each([
  ['pixels', 'logistic regression', 0.842],
  ['pixels', 'SVM with RBF kernel', 0.897],
  ['hog', 'SVM', 0.926],
] as const)('has %s with %s', (features, classifier, accuracy) => {
  expect(fashionMnistBenchmarks.find((benchmark) => benchmark.features === features && benchmark.classifier === classifier)?.accuracy).toBe(accuracy)
})
