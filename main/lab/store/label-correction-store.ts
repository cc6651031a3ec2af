// Corrections of labels in the store: an overlay over data sets, which stay as they are.
import { labelCorrectionSchema, type LabelCorrection } from '@contract/data/label-correction'
import type { Split } from '@contract/runs/evaluation'
import { logTrouble } from '../../log/log'
import type { Database, Row } from './database'

export class LabelCorrectionStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The corrections of a split by image; what cannot be read is left out. @param dataset its fingerprint */
  list(dataset: string, split: Split): readonly LabelCorrection[] {
    return this.#database.all('SELECT * FROM label_corrections WHERE dataset = ? AND split = ? ORDER BY image', dataset, split).flatMap((row) => read(row) ?? [])
  }

  /** Writes a correction; one of the same image is replaced. */
  set({ dataset, split, image, label, note, correctedAt }: LabelCorrection): void {
    this.#database.run('INSERT OR REPLACE INTO label_corrections VALUES (?, ?, ?, ?, ?, ?)', dataset, split, image, label, note, correctedAt)
  }

  /** @returns whether there was one */
  clear(dataset: string, split: Split, image: number): boolean {
    return this.#database.run('DELETE FROM label_corrections WHERE dataset = ? AND split = ? AND image = ?', dataset, split, image).changes > 0
  }
}

function read({ corrected_at: correctedAt, ...columns }: Row): LabelCorrection | null {
  const parsed = labelCorrectionSchema.safeParse({ ...columns, correctedAt })
  if (!parsed.success) logTrouble('store', 'label correction cannot be read', parsed.error)
  return parsed.data ?? null
}
