// What main/files says, in Simplified Chinese.
export const mainFiles = {
} as const
