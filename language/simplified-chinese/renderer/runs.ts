// What renderer/runs says, in Simplified Chinese.
export const rendererRuns = {
} as const
