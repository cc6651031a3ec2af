// What common/roofline says, in Simplified Chinese.
export const commonRoofline = {
} as const
