// The channels between preload script and main process, the only way between page and lab.
import type { Piece } from '@common/pieces'
import type { Problem } from '@contract/problem'

/** A piece of an answer to the page. */
export interface PieceReply {
  readonly piece: Piece
  /** Number of the answer, with which its next piece is fetched; null where this piece is the last. */
  readonly more: number | null
  readonly problem: Problem | null
}

/** Page to lab, with an answer: name and arguments of a call. */
export const callChannel = 'lab:call'

/** Page to lab, with an answer: number of the answer whose next piece is wanted. */
export const pieceChannel = 'lab:piece'

/** Lab to page: an array of events. */
export const eventChannel = 'lab:events'

/** Menu to page: one command. */
export const commandChannel = 'lab:command'
