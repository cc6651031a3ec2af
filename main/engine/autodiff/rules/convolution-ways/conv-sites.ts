// The passes of a convolution as sites of a plan, and their emission by the ways that the plan chooses.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import type { Shape } from '../../../../onnx/tensor'
import { plainOf } from '../../layout'
import { SharedValues } from '../../shared-values'
import { chosenWay, wayOf, type Site, type SitePlan } from '../../site'
import { builtInWays } from './built-in-ways'
import { convPlaceName, withImages, type ConvPlace } from './conv-place'
import type { ConvEmission, ConvOperands, ConvPass, ConvWay } from './conv-way'
import { likelyWay } from './likely-ways'
import { byPass, convPasses, waysOfPasses } from './ways-of-passes'

/** A pass of a convolution as a site of a plan. */
export function convSite(place: ConvPlace, pass: ConvPass): Site {
  const table: Readonly<Partial<Record<string, Pick<ConvWay<ConvPass>, 'fits' | 'cost' | 'isWasteful'>>>> = waysOfPasses[pass]
  return {
    place: convPlaceName(place),
    pass,
    ways: Object.keys(table).filter((name) => table[name]?.fits(place)),
    builtIn: builtInWays[pass](place),
    get likelyBest() {
      return likelyWay(place, pass)
    },
    isWasteful: (way) => table[way]?.isWasteful?.(place) ?? false,
    cost: (way) => table[way]?.cost(place) ?? Infinity,
    images: place.images[0] ?? 1,
    resized: (images) => convSite(withImages(place, images), pass),
    probe: (g, ways) => {
      const operands = inputsFor(g, place)
      const emission = { g, place, ways: byPass((each) => ways.get(each) ?? 'none'), shared: new SharedValues() }
      const emitted: Readonly<Record<ConvPass, () => Value>> = {
        forward: () => emitPass('forward', emission, operands.forward()),
        'input gradient': () => emitPass('input gradient', emission, operands['input gradient']()),
        'kernel gradient': () => emitPass('kernel gradient', emission, operands['kernel gradient']()),
      }
      return convPasses.flatMap((probed) => (ways.has(probed) ? [plainOf(g, emitted[probed]())] : []))
    },
  }
}

/** What each pass computes from, as inputs of a program; those that no pass reads are not declared. */
function inputsFor(g: GraphBuilder, { type, images, kernels, output }: ConvPlace): { readonly [Pass in ConvPass]: () => ConvOperands[Pass] } {
  const declared = new SharedValues()
  const input = (name: string, shape: Shape): Value => declared.of(name, () => g.input(name, type, shape))
  const [x, w, gradY] = [() => input('x', images), () => input('w', kernels), () => input('gradY', output)]
  return {
    forward: () => ({ x: x(), w: w(), bias: null }),
    'input gradient': () => ({ w: w(), gradY: gradY() }),
    'kernel gradient': () => ({ x: x(), gradY: gradY() }),
  }
}

/** The ways of all passes of a convolution by a plan. */
export const waysByPlan = (place: ConvPlace, plan: SitePlan): Readonly<Record<ConvPass, string>> => byPass((pass) => chosenWay(plan, convSite(place, pass)))

/** Emits a pass by the way that the emission has for it. */
export function emitPass<Pass extends ConvPass>(pass: Pass, emission: ConvEmission, operands: ConvOperands[Pass]): Value {
  const way = waysOfPasses[pass][emission.ways[pass]]
  if (!way) throw new Error(`there is no way ${emission.ways[pass]} of computing the ${pass} of a convolution`)
  return way.emit(emission, way.readsBlocks ? operands : plainOperands(emission.g, operands))
}

/** Operands as their shapes say. */
const plainOperands = <Operands extends ConvOperands[ConvPass]>(g: GraphBuilder, operands: Operands): Operands =>
  Object.fromEntries(Object.entries<Value | null>({ ...operands }).map(([name, value]) => [name, value && plainOf(g, value)])) as Operands

/** Emits a pass by the way of a plan, which is told that the program has the pass. */
export function emitPlanned<Pass extends ConvPass>(pass: Pass, { plan, ...emission }: Omit<ConvEmission, 'ways'> & { readonly plan: SitePlan }, operands: ConvOperands[Pass]): Value {
  wayOf(plan, convSite(emission.place, pass))
  return emitPass(pass, { ...emission, ways: waysByPlan(emission.place, plan) }, operands)
}
