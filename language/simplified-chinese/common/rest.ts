// What common says elsewhere, in Simplified Chinese.
export const commonRest = {
} as const
