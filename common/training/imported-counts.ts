// How many images of a source an import makes training, validation and test images, by the counts of its preview. Of image files only the first of each class are looked at before; others that cannot be read count as if they could.
import type { ImportOptions, SourcePreview } from '@contract/data/import-source'
import type { Split } from '@contract/runs/evaluation'
import { sum } from '../statistics/sum'
import { stratifiedCounts } from './stratified-counts'

/** @param options whose `test` is settled */
export function importedCounts({ parts }: Pick<SourcePreview, 'parts'>, { test, testShare }: Pick<ImportOptions, 'test' | 'testShare'>): Readonly<Record<Split, number>> {
  const testPart = test === 'share' || test === null ? null : test === 'own' ? 'test' : test.part
  const imagesOf = (isCounted: (part: string) => boolean): number => sum(parts.filter(({ name }) => isCounted(name)).flatMap(({ counts }) => counts))
  const validates = (part: string): boolean => part === 'validation' && part !== testPart
  const others = imagesOf((part) => !validates(part))
  const classes = parts[0]?.counts.map((_, label) => sum(parts.map(({ name, counts }) => (validates(name) ? 0 : (counts[label] ?? 0))))) ?? []
  const tested = testPart === null ? sum(stratifiedCounts(classes, testShare)) : imagesOf((part) => part === testPart)
  return { train: others - tested, validation: imagesOf(validates), test: tested }
}
