// What common/conclusions says, in Simplified Chinese.
export const commonConclusions = {
} as const
