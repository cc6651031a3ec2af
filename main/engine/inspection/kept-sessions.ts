// Programs that stay compiled while nobody uses them, by a key of whatever decides what they are.
import { Session } from '../runtime/session'

export class KeptSessions {
  /** The one that was asked for last at the end. */
  readonly #sessions = new Map<string, Promise<Session>>()

  /**
   * A program, compiled where it is not yet there.
   * @param compile returns an ONNX model
   */
  of(key: string, compile: () => Uint8Array): Promise<Session> {
    const session = this.#sessions.get(key) ?? this.#compiled(key, compile)
    this.#sessions.delete(key)
    this.#sessions.set(key, session)
    return session
  }

  #compiled(key: string, compile: () => Uint8Array): Promise<Session> {
    const opening = Promise.resolve().then(() => Session.open(compile()))
    opening.catch(() => {
      this.#sessions.delete(key) // told to whoever asked; the next one compiles again
    })
    return opening
  }

  /** Closes those that were used the longest ago; to be called while nobody uses one. @param kept how many stay */
  async closeSpare(kept: number): Promise<void> {
    const spare = [...this.#sessions].slice(0, Math.max(0, this.#sessions.size - kept))
    for (const [key] of spare) this.#sessions.delete(key)
    for (const [, session] of spare) await (await session).close()
  }
}
