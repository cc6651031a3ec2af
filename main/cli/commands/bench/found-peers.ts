// The peers of a benchmark that were asked for and found; what is missing is told on standard error.
import { phrase } from '@language/phrase'
import { asSentence } from '@common/words/sentences'
import type { PeerName } from '@contract/benchmark/peers'
import type { DeviceName } from '@contract/devices/devices'
import type { RunSpec } from '@contract/training/run-spec'
import type { Contender } from '../../../lab/benchmark/contender'
import { Peer } from '../../../lab/benchmark/peer'
import { peerFrameworks } from '../../../lab/benchmark/peer-frameworks'
import { pythonCommand } from '../../../lab/benchmark/peer-script'
import { say, type Output } from '../../terminal/command-context'

export class FoundPeers {
  readonly peers: readonly Peer[]
  readonly #stderr: Output

  private constructor(peers: readonly Peer[], stderr: Output) {
    this.peers = peers
    this.#stderr = stderr
  }

  static async find(names: readonly PeerName[], stderr: Output): Promise<FoundPeers> {
    const peers: Peer[] = []
    for (const name of names) {
      const peer = await Peer.find(name, pythonCommand())
      if (peer) peers.push(peer)
      else say(stderr, phrase('{framework} cannot be imported by {python} (CNN_LAB_PYTHON names another Python), so it is not measured.', { framework: peerFrameworks[name].title, python: pythonCommand() }))
    }
    return new FoundPeers(peers, stderr)
  }

  /** Every way of every peer to train a spec on a device. @param title of the case, for what is told of those that cannot */
  contenders(spec: RunSpec, device: DeviceName, title: string): readonly Contender[] {
    return this.peers.flatMap((peer) => {
      const { contenders, refusal } = peer.contenders(spec, device)
      if (refusal !== undefined) say(this.#stderr, phrase('{place}: {fault}', { place: title, fault: asSentence(refusal) }))
      return contenders
    })
  }
}
