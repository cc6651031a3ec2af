// What main/data says, in Simplified Chinese.
export const mainData = {
} as const
