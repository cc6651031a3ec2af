// What main/app says, in Simplified Chinese.
export const mainApp = {
} as const
