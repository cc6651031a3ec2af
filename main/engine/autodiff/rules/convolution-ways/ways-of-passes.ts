// The table of the ways of every pass of a convolution, by the names that plans give them. A new way is a file and a line here.
import { blockedForward, blockedInputGradient, blockedKernelGradient } from './blocked'
import { blockedPhases } from './blocked-phases'
import type { ConvPass, ConvWay } from './conv-way'
import { direct } from './direct'
import { inputAsConvolution } from './input-as-convolution'
import { inputTransposed } from './input-transposed'
import { kernelAsConvolution } from './kernel-as-convolution'
import { kernelByPartsOfTaps, kernelByTaps } from './kernel-by-taps'
import { kernelByPartsOfWindows, kernelByWindows } from './kernel-by-windows'
import { transformedForward, transformedInputGradient, transformedKernelGradient } from './transformed'

export const waysOfPasses: { readonly [Pass in ConvPass]: Readonly<Partial<Record<string, ConvWay<Pass>>>> } = {
  forward: { direct, ...transformedForward, blocked: blockedForward },
  'input gradient': { convolution: inputAsConvolution, transposed: inputTransposed, ...transformedInputGradient, blocked: blockedInputGradient, 'blocked phases': blockedPhases },
  'kernel gradient': {
    taps: kernelByTaps,
    'parts of taps': kernelByPartsOfTaps,
    windows: kernelByWindows,
    'parts of windows': kernelByPartsOfWindows,
    convolution: kernelAsConvolution,
    ...transformedKernelGradient,
    blocked: blockedKernelGradient,
  },
}

export const convPasses = ['forward', 'input gradient', 'kernel gradient'] as const satisfies readonly ConvPass[]

/** What each pass takes. */
export const byPass = (way: (pass: ConvPass) => string): Readonly<Record<ConvPass, string>> => ({
  forward: way('forward'),
  'input gradient': way('input gradient'),
  'kernel gradient': way('kernel gradient'),
})
