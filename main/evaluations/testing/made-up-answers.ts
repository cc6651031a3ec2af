// Answers of a network that was never trained, by formula, for the tests of evaluations.
import { rankOf } from '@common/statistics/top-k'
import { checkpointAt } from '@contract/runs/checkpoints'
import { square } from '@contract/training/run-spec'
import type { ImageAnswers, PlannedEvaluation } from '../evaluation-file'

export function plannedEvaluation(images: number, classes: number, run = 'lenet-relu-1'): PlannedEvaluation {
  return {
    ...{ run, checkpoint: checkpointAt(1, 10), parametersSha256: 'a'.repeat(64), split: 'test', views: 'single', images },
    dataset: { id: 'fashion-mnist', fingerprint: 'f'.repeat(64), classes, limit: null },
    ...{ preprocessing: square(28), device: 'cpu', threads: 2, versions: { cnnLab: '0.0.0', onnxRuntime: '0.0.0' } },
  }
}

/** Answers for `images` images; about half of them are right. */
export function madeUpAnswers(images: number, classes: number): { readonly all: ImageAnswers; readonly batches: (size: number) => AsyncGenerator<ImageAnswers, void> } {
  const all: ImageAnswers = {
    labels: Uint16Array.from({ length: images }, (_, image) => image % classes),
    predictions: new Uint16Array(images),
    ranks: new Uint16Array(images),
    losses: new Float32Array(images),
    confidences: new Float32Array(images),
    probabilities: new Float32Array(images * classes),
  }
  const scores = new Float64Array(classes)
  for (let image = 0; image < images; image++) {
    const label = all.labels[image] ?? 0
    const favourite = image % 2 === 0 ? label : (image * 7 + 3) % classes
    // Plain loops: some tests make millions of probabilities.
    let sum = 0
    for (let other = 0; other < classes; other++) sum += scores[other] = 1 + ((image * 31 + other * 17) % 97) / 97 + (other === favourite ? 2 + (image % 13) : 0)
    const row = all.probabilities.subarray(image * classes, (image + 1) * classes)
    for (let other = 0; other < classes; other++) row[other] = (scores[other] ?? NaN) / sum
    all.predictions[image] = scores.indexOf(scores.reduce((most, score) => Math.max(most, score), 0))
    all.ranks[image] = rankOf(scores, label)
    all.losses[image] = -Math.log(row[label] ?? NaN)
    all.confidences[image] = row[all.predictions[image] ?? 0] ?? NaN
  }
  async function* batches(size: number): AsyncGenerator<ImageAnswers, void> {
    for (let start = 0; start < images; start += size) {
      const end = start + size
      yield await Promise.resolve({
        labels: all.labels.slice(start, end),
        predictions: all.predictions.slice(start, end),
        ranks: all.ranks.slice(start, end),
        losses: all.losses.slice(start, end),
        confidences: all.confidences.slice(start, end),
        probabilities: all.probabilities.slice(start * classes, end * classes),
      })
    }
  }
  return { all, batches }
}
