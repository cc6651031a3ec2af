// What common/inspection says, in Simplified Chinese.
export const commonInspection = {
} as const
