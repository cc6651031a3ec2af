// What main/lab says, in Simplified Chinese.
export const mainLab = {
} as const
