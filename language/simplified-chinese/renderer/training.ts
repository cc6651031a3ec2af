// What renderer/training says, in Simplified Chinese.
export const rendererTraining = {
} as const
