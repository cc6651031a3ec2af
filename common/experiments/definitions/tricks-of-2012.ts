// The story of the tricks with which AlexNet was trained in 2012, taken away one by one.
import { phrase } from '@language/phrase'
import type { RunSpec } from '@contract/training/run-spec'
import { noAugmentation } from '@contract/data/augmentation'
import { alexnet2012Listing, smallAlexnetListing, wholeAlexnet, withListing, type AlexnetParts } from '../alexnet-listing'
import { alexnet, smallAlexnet, smallestAlexnetEdge, withMomentum } from '../base-specs'
import { paragraphOfChapter } from '../chapter'
import type { Experiment, LabelOf, SizePlan } from '../experiment'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { bestSentence } from '../sentences/best-sentence'
import { effectsSentence } from '../sentences/effect-sentence'
import { extended, listedPart, singlePart } from '../sweep-part'

/** All that the lab can do of the paper. */
const allTricks: AlexnetParts = { ...wholeAlexnet, isNormalized: true }
const whole = phrase('AlexNet with all tricks')

const settingsLabel: LabelOf = (values) => {
  if (values['augmentation.flip'] === 0) return phrase('AlexNet without augmentation')
  return values['optimizer.weightDecay'] === 0 ? phrase('AlexNet without weight decay') : whole
}

/** Tricks that are layers: without each there is a network of its own. Its name is one of its settings, by which its runs are found again, and the same in every language. */
const layerTricks = {
  normalisation: { title: phrase('local response normalisation'), network: 'AlexNet without local response normalisation', without: { ...allTricks, isNormalized: false } },
  overlap: { title: phrase('overlapping pooling'), network: 'AlexNet without overlapping pooling', without: { ...allTricks, isOverlapping: false } },
  dropout: { title: phrase('dropout'), network: 'AlexNet without dropout', without: { ...allTricks, dropout: 0 } },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly network: string; readonly without: AlexnetParts }>>
const layerNames = Object.keys(layerTricks) as (keyof typeof layerTricks)[]

const parts = [
  { name: 'settings', title: phrase('Augmentation and weight decay'), labelOf: settingsLabel },
  ...layerNames.map((name) => ({ name, title: phrase('Without {trick}', { trick: layerTricks[name].title }), labelOf: () => phrase('AlexNet without {trick}', { trick: layerTricks[name].title }) })),
]

type ListingOf = (name: string, parts: AlexnetParts) => ReturnType<typeof alexnet2012Listing>

const sizePlan = (note: string, spec: RunSpec, listingOf: ListingOf, seeds: number): SizePlan => {
  const base = { ...spec, augmentation: { ...noAugmentation, flip: 0.5, cropPadding: 1 } }
  return {
    note,
    plan: {
      settings: listedPart({
        title: whole, base: withListing(base, listingOf('AlexNet with all tricks', allTricks)), seeds,
        points: [{}, { 'augmentation.flip': 0, 'augmentation.cropPadding': 0 }, { 'optimizer.weightDecay': 0 }],
      }),
      ...Object.fromEntries(layerNames.map((name) => {
        const title = phrase('AlexNet without {trick}', { trick: layerTricks[name].title })
        return [name, singlePart({ title, base: withListing(base, listingOf(layerTricks[name].network, layerTricks[name].without)), seeds })]
      })),
    },
  }
}

const small = { ...withMomentum(smallAlexnet, 0.01, 5e-4), batchSize: 32 }

export const tricksOf2012: Experiment = {
  name: 'tricks-of-2012',
  kind: 'story',
  title: phrase('The tricks of 2012'),
  question: phrase('AlexNet came with dropout, augmentation by flips, crops and colour changes, and in the paper also with local response normalisation and overlapping pooling. Which of them does it need?'),
  source: paragraphOfChapter(phrase('Capacity Control and Preprocessing')),
  approach:
    phrase('One trick at a time is taken away from a network that has all: local response normalisation, overlapping pooling, dropout, augmentation, weight decay. On ImageNet the paper reports 1.4 and 0.4 points of top-1 accuracy for the first two. Its change of colours along the principal components is left out: the images here are gray. So is the division between two GPUs, which saved memory.'),
  parts,
  sizes: {
    quick: sizePlan(phrase('A small AlexNet with images of 68×68, the first 6,000 for 12 epochs, three seeds; tested on 5,000. Differences of less than about one point cannot be told so.'), extended(small, { train: 6000, test: 5000, epochs: 12 }), (name, tricks) => smallAlexnetListing(name, smallestAlexnetEdge, tricks), 3),
    evening: sizePlan(phrase('A small AlexNet with images of 112×112, all images for ten epochs, three seeds.'), extended(small, { epochs: 10, batchSize: 128 }), (name, tricks) => smallAlexnetListing(name, 112, tricks), 3),
    full: sizePlan(phrase('The AlexNet of 2012 at 224×224 with its own first weights and settings, three seeds: weeks on a processor, a day on a GPU.'), extended({ ...withMomentum(alexnet, 0.001, 5e-4) }, { epochs: 20 }), alexnet2012Listing, 3),
  },
  charts: [
    { kind: 'effects', title: phrase('What each trick is worth'), caption: phrase('Differences of test accuracy to AlexNet with all tricks. Below 0: the trick is missed.'), figure: 'testAccuracy', baseline: whole },
    { kind: 'effects', title: phrase('The gap'), caption: phrase('Differences of the gap between training and test accuracy.'), figure: 'gap', baseline: whole },
    { kind: 'curves', title: phrase('Accuracy over the epochs'), caption: phrase('Training dashed, test solid.'), figures: ['trainAccuracy', 'testAccuracy'] },
  ],
  columns: columnsOf('testAccuracy', 'trainAccuracy', 'gap', 'imagesPerSecond', 'multiplyAdds'),
  published: [],
  sentences: (results, formats) => {
    const groups = rowGroups(parts, results)
    const others = groups.filter(({ label }) => label !== whole)
    const all = groups.find(({ label }) => label === whole)
    return [effectsSentence('testAccuracy', all, others, formats), effectsSentence('gap', all, others, formats), bestSentence('testAccuracy', groups, formats)].filter((sentence) => sentence !== null)
  },
}
