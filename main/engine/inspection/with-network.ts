// Uses the network that a question is about: one that the engine process keeps open, or one that is opened for this question alone.
import { OpenedNetworks, type OpenedNetwork, type TrainedNetwork } from './opened-networks'

interface NetworkTask extends TrainedNetwork {
  /** The networks that the process keeps open. */
  readonly opened?: OpenedNetworks | undefined
}

/** @throws LabError as {@link OpenedNetworks.use} */
export async function withNetwork<Result>({ opened, spec, networkFolder, trained }: NetworkTask, work: (network: OpenedNetwork) => Promise<Result>): Promise<Result> {
  const networks = opened ?? new OpenedNetworks()
  try {
    return await networks.use({ spec, networkFolder, trained }, work)
  } finally {
    if (!opened) await networks.close()
  }
}
