// What renderer/sweeps says, in Simplified Chinese.
export const rendererSweeps = {
} as const
