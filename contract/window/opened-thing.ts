// What a file of the user's turned out to be when the window opened it; each kind goes to a view of its own.
import type { OpenedBundle } from '../bundles/bundle'
import type { OfferedSource } from '../data/imports'
import type { OpenedNetworkFile } from '../models/network-file'
import type { SweepSpec } from '../sweeps/sweep-spec'
import type { RunSpec } from '../training/run-spec'

export type OpenedThing =
  | { readonly kind: 'bundle'; readonly bundle: OpenedBundle }
  | { readonly kind: 'network'; readonly file: OpenedNetworkFile }
  /** Settings of a run. */
  | { readonly kind: 'spec'; readonly name: string; readonly spec: RunSpec }
  | { readonly kind: 'sweep'; readonly name: string; readonly spec: SweepSpec }
  /** What a data set can be made of: a folder, an archive, files that belong together. */
  | { readonly kind: 'images'; readonly source: OfferedSource }
  /** One picture, to be inspected; `type` is its media type. */
  | { readonly kind: 'picture'; readonly name: string; readonly type: string; readonly bytes: Uint8Array }

export type OpenedKind = OpenedThing['kind']
