// What training a run again has shown, in sentences: for the page and the command line.
import type { Verification } from '@contract/bundles/bundle'
import type { Formats } from '../words/formats'

const outcomes: Readonly<Record<Verification['outcome'], string>> = {
  'same-bytes': 'trained again, it ends in the same bytes.',
  'same-figures': 'trained again, it ends in other bytes; its test accuracy agrees within chance.',
  'other-result': 'trained again, it ends in another result.',
}

/** The outcome, which follows the name of the run, and what it rests on. */
export function verificationWords({ outcome, epoch, sha256, testAccuracy, testLoss, differences }: Verification, { formatLoss, formatPercent }: Formats): { readonly outcome: string; readonly details: readonly string[] } {
  return {
    outcome: outcomes[outcome],
    details: [
      `After epoch ${epoch}: test accuracy ${formatPercent(testAccuracy.bundled)} and here ${formatPercent(testAccuracy.trained)}, test loss ${formatLoss(testLoss.bundled)} and here ${formatLoss(testLoss.trained)}`,
      `SHA-256 of the parameters: ${outcome === 'same-bytes' ? sha256.bundled : `${sha256.bundled} and here ${sha256.trained}`}`,
      ...differences,
      ...(outcome !== 'same-bytes' && differences.length === 0
        ? ['Device, threads and version are the same; only another processor would explain other bytes. Else this is not what these settings give.']
        : []),
    ],
  }
}
