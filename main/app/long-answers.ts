// Answers that go to the page piece by piece: copying thousands of records into one message would hold up the main thread.
import { piecesOf, type Piece } from '@common/pieces'
import type { Answer } from '@contract/api/answer'
import type { PieceReply } from '../../preload/channels'

interface LongAnswer {
  readonly pieces: Generator<Piece, void>
  /** The piece that is sent next. */
  next: Piece
}

export class LongAnswers {
  readonly #open = new Map<number, LongAnswer>()
  #last = 0

  /** The first piece of an answer. */
  begin(answer: Answer<unknown>): PieceReply {
    if (!answer.ok) return { piece: { kind: 'value', value: null }, more: null, problem: answer.problem }
    const pieces = piecesOf(answer.value)
    const first = pieces.next()
    if (first.done) throw new Error('an answer has at least one piece')
    const number = ++this.#last
    this.#open.set(number, { pieces, next: first.value })
    return this.next(number)
  }

  /** The next piece of an answer that was begun. @param number of the answer, as the page sent it: unchecked */
  next(number: unknown): PieceReply {
    const answer = typeof number === 'number' ? this.#open.get(number) : undefined
    if (!answer || typeof number !== 'number') throw new Error('The page asked for a piece of no answer.')
    const piece = answer.next
    const following = answer.pieces.next()
    if (following.done) this.#open.delete(number)
    else answer.next = following.value
    return { piece, more: following.done ? null : number, problem: null }
  }
}
