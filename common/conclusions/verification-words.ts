// What training a run again has shown, in sentences: for the page and the command line.
import { phrase } from '@language/phrase'
import type { Verification } from '@contract/bundles/bundle'
import type { Formats } from '../words/formats'
import { splitWords } from '../words/split-words'

const outcomes: Readonly<Record<Verification['outcome'], string>> = {
  'same-bytes': phrase('trained again, it ends in the same bytes.'),
  'same-figures': phrase('trained again, it ends in other bytes; its accuracy agrees within chance.'),
  'other-result': phrase('trained again, it ends in another result.'),
}

/** The outcome, which follows the name of the run, and what it rests on. */
export function verificationWords(verification: Verification, { formatLoss, formatPercent }: Formats): { readonly outcome: string; readonly details: readonly string[] } {
  const { outcome, epoch, sha256, differences } = verification
  const [split, accuracy, loss] =
    'testAccuracy' in verification ? ['test' as const, verification.testAccuracy, verification.testLoss] : ['validation' as const, verification.validationAccuracy, verification.validationLoss]
  return {
    outcome: outcomes[outcome],
    details: [
      phrase('After epoch {epoch}: {split} accuracy {accuracy} and here {accuracyHere}, {split} loss {loss} and here {lossHere}', { epoch, split: splitWords[split], accuracy: formatPercent(accuracy.bundled), accuracyHere: formatPercent(accuracy.trained), loss: formatLoss(loss.bundled), lossHere: formatLoss(loss.trained) }),
      outcome === 'same-bytes' ? phrase('SHA-256 of the parameters: {sum}', { sum: sha256.bundled }) : phrase('SHA-256 of the parameters: {sum} and here {sumHere}', { sum: sha256.bundled, sumHere: sha256.trained }),
      ...differences,
      ...(outcome !== 'same-bytes' && differences.length === 0
        ? [phrase('Device, threads and version are the same; only another processor would explain other bytes. Else this is not what these settings give.')]
        : []),
    ],
  }
}
