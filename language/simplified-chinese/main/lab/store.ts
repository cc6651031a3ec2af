// What main/lab/store says, in Simplified Chinese.
export const mainLabStore = {
} as const
