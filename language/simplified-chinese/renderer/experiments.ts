// What renderer/experiments says, in Simplified Chinese.
export const rendererExperiments = {
} as const
