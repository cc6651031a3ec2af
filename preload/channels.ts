// The channels between preload script and main process; nothing else passes between page and lab.
import type { Piece } from '@common/pieces'
import type { Problem } from '@contract/problem'

/** A piece of an answer to the page. */
export interface PieceReply {
  readonly piece: Piece
  /** The answer's number, by which its next piece is fetched; null: this is the last one. */
  readonly more: number | null
  readonly problem: Problem | null
}

/** Page to lab: a call's name and its arguments, answered. */
export const callChannel = 'lab:call'

/** Page to lab: the number of an answer whose next piece is wanted. */
export const pieceChannel = 'lab:piece'

/** Lab to page: an array of events. */
export const eventChannel = 'lab:events'

/** Menu to page: one command. */
export const commandChannel = 'lab:command'
