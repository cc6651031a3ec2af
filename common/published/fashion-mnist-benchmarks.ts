// Published accuracies on Fashion-MNIST (resources/reference/fashion-mnist-benchmarks.json): crafted features and classifiers of the world before 2012, and CNNs.
import { z } from 'zod'
import file from '../../resources/reference/fashion-mnist-benchmarks.json'

const benchmarkSchema = z.strictObject({
  /** What the classifier sees; `none`: a figure of people. */
  features: z.enum(['pixels', 'hog', 'learnt', 'none']),
  classifier: z.string(),
  details: z.string(),
  /** On the test images, 0..1. */
  accuracy: z.number().min(0).max(1),
  source: z.string(),
})
export type FashionMnistBenchmark = z.infer<typeof benchmarkSchema>

/** Those of the paper first, then those that the authors of the data set list. */
export const fashionMnistBenchmarks: readonly FashionMnistBenchmark[] = z.object({ results: z.array(benchmarkSchema) }).parse(file).results
