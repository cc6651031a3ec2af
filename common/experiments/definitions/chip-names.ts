// The chips of the chip designer.

/** How rows keep the two that are no real chips. */
export const chipNames = { own: 'your design', best: 'best design found' } as const

/** Ids of the real chips that stand beside the reader's (common/roofline/known-devices.ts). */
export const realChips: readonly string[] = ['gtx-580', 'k20', 'p100', 'a100', 'h100']
