// What language says, in Simplified Chinese.
export const language = {
} as const
