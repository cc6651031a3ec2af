// What common/sweeps says, in Simplified Chinese.
export const commonSweeps = {
} as const
