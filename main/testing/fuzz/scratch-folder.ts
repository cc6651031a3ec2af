// The folder of a damaged input: one for all inputs of a campaign, emptied after each that has asked for it.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class ScratchFolder {
  #path = ''
  #isUsed = false

  /** The folder, which is empty when an input first asks for it. */
  readonly path = (): string => {
    this.#path ||= mkdtempSync(join(tmpdir(), 'cnn-lab-fuzz-'))
    this.#isUsed = true
    return this.#path
  }

  empty(): void {
    if (!this.#isUsed) return
    this.#isUsed = false
    for (const name of readdirSync(this.#path)) rmSync(join(this.#path, name), { recursive: true, force: true })
  }

  remove(): void {
    if (this.#path !== '') rmSync(this.#path, { recursive: true, force: true })
    this.#path = ''
    this.#isUsed = false
  }
}
