// The flags of `cnn-lab bench`, and what is read from them alike in all of its forms.
import { phrase } from '@language/phrase'
import { peerNames, type PeerName } from '@contract/benchmark/peers'
import { choiceOf } from '../../flags/choice'
import { countOf } from '../../flags/count-flag'
import type { SpecFlags } from '../../flags/spec-from-flags'
import { UsageError } from '../../flags/usage-error'

export interface BenchFlags extends SpecFlags {
  readonly rounds?: string
  readonly all?: boolean
  readonly quick?: boolean
  readonly memory?: boolean
  readonly accuracy?: boolean
  readonly epochs?: string
  readonly peers?: string
  readonly markdown?: boolean
  readonly json?: boolean
}

const maxRounds = 100

/** @throws UsageError */
export function roundsOf({ rounds = '3' }: BenchFlags): number {
  return countOf(rounds, '--rounds', maxRounds)
}

/** The frameworks that `--peers` names. @throws UsageError */
export function peersOf({ peers = 'pytorch' }: BenchFlags): readonly PeerName[] {
  return peers === 'none' ? [] : peers.split(',').map((name) => choiceOf(name.trim(), peerNames, '--peers'))
}

/** @throws UsageError where one of the flags was given that this form of the benchmark does not take */
export function assertWithout(flags: BenchFlags, form: string, names: readonly (keyof BenchFlags & string)[]): void {
  const given = names.find((name) => flags[name] !== undefined)
  if (given !== undefined) throw new UsageError(phrase('--{flag} means nothing with {form}.', { flag: given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), form }))
}
