// What main/engine says, in Simplified Chinese.
export const mainEngine = {
} as const
