// What a home's user has been shown once and is not shown again, remembered in the window's folder of the home.
import { readRegularNow } from '../files/regular-file'
import { z } from 'zod'
import { RememberingFile } from './remembering-file'

/** `tour`: it was ended or skipped. `example`: the run that ships was put into the home, or the home had runs of its own. */
export const firstStartMarks = ['tour', 'example'] as const
export type FirstStartMark = (typeof firstStartMarks)[number]

const rememberedSchema = z.strictObject({ version: z.literal(1), done: z.array(z.enum(firstStartMarks)) })

export class FirstStart {
  readonly #file: RememberingFile
  readonly #done: Set<FirstStartMark>

  /** @param file absolute path of the file that remembers it */
  constructor(file: string) {
    this.#file = new RememberingFile(file, 'first start not remembered')
    this.#done = new Set(remembered(file))
  }

  has(mark: FirstStartMark): boolean {
    return this.#done.has(mark)
  }

  /** Remembers a mark; where the disk does not take it, until the window closes. */
  mark(mark: FirstStartMark): Promise<void> {
    this.#done.add(mark)
    return this.#file.write({ version: 1, done: [...this.#done] })
  }
}

/** Nothing where there is no file yet. A damaged one stands for a home that is not new. */
function remembered(file: string): readonly FirstStartMark[] {
  let text: string
  try {
    // At once, before the window opens: the file has a few bytes.
    text = readRegularNow(file, 'utf8')
  } catch {
    return []
  }
  try {
    return rememberedSchema.parse(JSON.parse(text)).done
  } catch {
    return firstStartMarks
  }
}
