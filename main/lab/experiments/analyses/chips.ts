// What a chip of the reader's design is predicted to reach, beside the best design for the same area and power, and real chips.
import { bestDesign } from '@common/roofline/best-design'
import { costsOf, roofOfChip, technologies, type ChipDesign, type Technology } from '@common/roofline/chip'
import { knownDevices, roofOf } from '@common/roofline/known-devices'
import { workOf, type NetworkWork } from '@common/roofline/network-work'
import { predictTime } from '@common/roofline/prediction'
import { chipNames, realChips } from '@common/experiments/definitions/chip-names'
import { phrase } from '@language/phrase'
import type { Use } from '@contract/benchmark/layer-times'
import { plainAnalysis } from '@contract/models/network-analysis'
import { LabError } from '@contract/problem'
import type { Analysis, AnalysisRow, AnalysisSpecOf } from './analysis'
import { networkValue, type AnalysisDeps } from './analysis-deps'

export const chips = ({ analyze }: Pick<AnalysisDeps, 'analyze'>): Analysis<'chips'> => ({
  points: ({ network: { network, size: { height, width }, channels, classes }, batchSizes, uses, budget, design }) =>
    batchSizes.map((batchSize) => {
      const values = { network: networkValue(network), batchSize }
      return {
        key: JSON.stringify(['chips', network, channels, height, width, classes, batchSize, uses, budget, design]),
        values,
        cost: () => Promise.resolve({ seconds: 0, memoryBytes: 0 }),
        run: async () => {
          const analysis = await analyze({ network, input: [channels, height, width], classes, batchSize, settings: plainAnalysis })
          return chipRows(workOf(analysis, 'float32'), uses, budget, design).map((row) => ({ ...row, values: { ...values, ...row.values } }))
        },
      }
    }),
})

/** A row for each chip in each use. */
function chipRows(work: NetworkWork, uses: readonly Use[], budget: AnalysisSpecOf<'chips'>['budget'], { technology: id, ...design }: AnalysisSpecOf<'chips'>['design']): AnalysisRow[] {
  const technology = technologies.find(({ reference }) => reference.id === id)
  if (!technology) throw new LabError('chip/unknown-process', phrase('There is no manufacturing process of {id}.', { id }), phrase('Choose one of {processes}.', { processes: technologies.map(({ reference }) => reference.id).join(', ') }))
  return uses.flatMap((use) => {
    const best = bestDesign(work, use, budget, technology)
    const figures = (of: ChipDesign): AnalysisRow['figures'] => {
      const { imagesPerSecond, seconds, byLimit } = predictTime(work, roofOfChip(of))[use]
      const { mm2, watts } = costsOf(of, technology)
      return {
        imagesPerSecond,
        computeShare: byLimit.compute / seconds,
        ...of,
        squareMillimetres: mm2,
        watts,
        isAllowed: isWithin(of, budget, technology) ? 1 : 0,
        shareOfBest: best === null ? null : imagesPerSecond / best.imagesPerSecond,
      }
    }
    const known = knownDevices.flatMap((device): AnalysisRow[] => {
      if (!realChips.includes(device.id)) return []
      const roof = roofOf(device, 'float32')
      const { imagesPerSecond, seconds, byLimit } = predictTime(work, roof)[use]
      const { flopsPerSecond, bytesPerSecond, onChipBytes } = roof
      return [{ values: { chip: device.name, use }, figures: { imagesPerSecond, computeShare: byLimit.compute / seconds, flopsPerSecond, bytesPerSecond, onChipBytes, squareMillimetres: device.die?.mm2 ?? null, watts: device.die?.watts ?? null } }]
    })
    return [{ values: { chip: chipNames.own, use }, figures: figures(design) }, ...(best ? [{ values: { chip: chipNames.best, use }, figures: figures(best.design) }] : []), ...known]
  })
}

/** A hair above the budget is rounding. */
function isWithin(design: ChipDesign, { squareMillimetres, watts }: AnalysisSpecOf<'chips'>['budget'], technology: Technology): boolean {
  const costs = costsOf(design, technology)
  return costs.mm2 <= squareMillimetres * 1.0001 && costs.watts <= watts * 1.0001
}
