// How the rows of the chip designer call its chips.
import { phrase } from '@language/phrase'

export const chipNames = { own: phrase('your design'), best: phrase('best design found') } as const

/** Ids of the real chips that stand beside the reader's (common/roofline/known-devices.ts). */
export const realChips: readonly string[] = ['gtx-580', 'k20', 'p100', 'a100', 'h100']
