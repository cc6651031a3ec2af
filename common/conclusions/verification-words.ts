// What training a run again has shown, in sentences: for the page and the command line.
import type { Verification } from '@contract/bundles/bundle'
import type { Formats } from '../words/formats'

const outcomes: Readonly<Record<Verification['outcome'], string>> = {
  'same-bytes': 'trained again, it ends in the same bytes.',
  'same-figures': 'trained again, it ends in other bytes; its accuracy agrees within chance.',
  'other-result': 'trained again, it ends in another result.',
}

/** The outcome, which follows the name of the run, and what it rests on. */
export function verificationWords(verification: Verification, { formatLoss, formatPercent }: Formats): { readonly outcome: string; readonly details: readonly string[] } {
  const { outcome, epoch, sha256, differences } = verification
  const [split, accuracy, loss] =
    'testAccuracy' in verification ? ['test', verification.testAccuracy, verification.testLoss] : ['validation', verification.validationAccuracy, verification.validationLoss]
  return {
    outcome: outcomes[outcome],
    details: [
      `After epoch ${epoch}: ${split} accuracy ${formatPercent(accuracy.bundled)} and here ${formatPercent(accuracy.trained)}, ${split} loss ${formatLoss(loss.bundled)} and here ${formatLoss(loss.trained)}`,
      `SHA-256 of the parameters: ${outcome === 'same-bytes' ? sha256.bundled : `${sha256.bundled} and here ${sha256.trained}`}`,
      ...differences,
      ...(outcome !== 'same-bytes' && differences.length === 0
        ? ['Device, threads and version are the same; only another processor would explain other bytes. Else this is not what these settings give.']
        : []),
    ],
  }
}
