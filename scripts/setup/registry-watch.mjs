// Tells from the lines that npm prints about its requests whether the package registry answers, or has to be given up.

/**
 * @typedef {object} Patience milliseconds
 * @property {number} request that npm waits for an answer, and then for more of it, before it counts the request as failed
 * @property {number} failure after a failed request, in which another must have been answered
 * @property {number} silence in which npm must have had an answer or a failure at all: the system may try for minutes to find an address or to reach it
 */

/** Sums up to less than a minute, whatever is wrong. @type {Patience} */
export const usualPatience = { request: 20_000, failure: 10_000, silence: 40_000 }

export class RegistryWatch {
  /** Answers so far, those of npm's own cache among them. */
  answers = 0
  /** Why the last failed request failed, in npm's words, e.g. `ECONNREFUSED`. */
  reason = ''
  /** Scheme and host of the registry that was asked, once a request has failed. */
  registry = ''
  #rest = ''
  #heard = false
  /** @type {number | null} */
  #failingSince = null
  #began
  #patience

  /** @param {number} now milliseconds, of any clock @param {Patience} [patience] */
  constructor(now, patience = usualPatience) {
    this.#began = now
    this.#patience = patience
  }

  /**
   * @param {string} text that npm printed at the log level `http`; lines may come in pieces
   * @param {number} now
   */
  hear(text, now) {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#hearLine(line, now)
  }

  /** @param {string} line @param {number} now */
  #hearLine(line, now) {
    const failure = /^npm http fetch \S+ (\S+) attempt \d+ failed with (.+)$/.exec(line)
    if (failure !== null) {
      this.#failingSince ??= now
      const [, address = '', reason = ''] = failure
      this.reason = reason
      this.registry = URL.canParse(address) ? new URL(address).origin : address
    } else if (line.startsWith('npm http ')) {
      this.answers += 1
      this.#failingSince = null
    }
    this.#heard ||= line !== ''
  }

  /**
   * @param {number} now
   * @returns {boolean} whether waiting on has no point
   */
  isGone(now) {
    if (this.#failingSince !== null) return now - this.#failingSince > this.#patience.failure
    return !this.#heard && now - this.#began > this.#patience.silence
  }

  /** Whether requests fail, and none was answered since the first that did. */
  get isFailing() {
    return this.#failingSince !== null
  }
}
