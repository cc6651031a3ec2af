// What main/lab/data says, in Simplified Chinese.
export const mainLabData = {
} as const
