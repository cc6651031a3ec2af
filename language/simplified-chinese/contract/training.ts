// What contract/training says, in Simplified Chinese.
export const contractTraining = {
} as const
