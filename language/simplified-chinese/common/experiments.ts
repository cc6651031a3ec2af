// What common/experiments says, in Simplified Chinese.
export const commonExperiments = {
} as const
