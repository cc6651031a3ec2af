// What common/words says, in Simplified Chinese.
export const commonWords = {
} as const
