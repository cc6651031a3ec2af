// What contract says elsewhere, in Simplified Chinese.
export const contractRest = {
} as const
