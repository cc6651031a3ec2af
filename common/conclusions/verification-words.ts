// What training a run again has shown, in sentences: for the page and the command line.
import { phrase } from '@language/phrase'
import type { Verification } from '@contract/bundles/bundle'
import type { Formats } from '../words/formats'

const outcomes: Readonly<Record<Verification['outcome'], string>> = {
  'same-bytes': phrase('trained again, it ends in the same bytes.'),
  'same-figures': phrase('trained again, it ends in other bytes; its accuracy agrees within chance.'),
  'other-result': phrase('trained again, it ends in another result.'),
}

/** The outcome, which follows the name of the run, and what it rests on. */
export function verificationWords(verification: Verification, { formatLoss, formatPercent }: Formats): { readonly outcome: string; readonly details: readonly string[] } {
  const { outcome, epoch, sha256, differences } = verification
  const [split, accuracy, loss] =
    'testAccuracy' in verification ? ['test', verification.testAccuracy, verification.testLoss] : ['validation', verification.validationAccuracy, verification.validationLoss]
  return {
    outcome: outcomes[outcome],
    details: [
      phrase('After epoch {epoch}: {split} accuracy {bundled} and here {trained}, {split} loss {bundled2} and here {trained2}', { epoch, split, bundled: formatPercent(accuracy.bundled), trained: formatPercent(accuracy.trained), bundled2: formatLoss(loss.bundled), trained2: formatLoss(loss.trained) }),
      phrase('SHA-256 of the parameters: {bundled}', { bundled: outcome === 'same-bytes' ? sha256.bundled : phrase('{bundled} and here {trained}', { bundled: sha256.bundled, trained: sha256.trained }) }),
      ...differences,
      ...(outcome !== 'same-bytes' && differences.length === 0
        ? [phrase('Device, threads and version are the same; only another processor would explain other bytes. Else this is not what these settings give.')]
        : []),
    ],
  }
}
