// What passes between the lab and the thread of its store.
import type { Piece } from '@common/pieces'
import type { Problem } from '@contract/problem'
import type { StoreParts } from './lab-store'

/** Given to the thread when it starts. */
export interface StoreThreadData {
  readonly home: string
}

export type StoreRequest =
  | { readonly type: 'call'; readonly id: number; readonly part: keyof StoreParts; readonly method: string; readonly args: readonly unknown[] }
  /** Asks for the next piece of an answer. */
  | { readonly type: 'next'; readonly id: number }
  | { readonly type: 'close' }

export type StoreReply =
  | { readonly type: 'opened'; readonly isReadOnly: boolean }
  | { readonly type: 'not-opened'; readonly problem: Problem }
  | { readonly type: 'piece'; readonly id: number; readonly piece: Piece; readonly isLast: boolean }
  | { readonly type: 'failed'; readonly id: number; readonly problem: Problem }
  | { readonly type: 'closed' }
