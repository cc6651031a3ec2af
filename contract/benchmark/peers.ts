// The frameworks that a benchmark can compare with.
export const peerNames = ['pytorch', 'tensorflow', 'jax'] as const
export type PeerName = (typeof peerNames)[number]
