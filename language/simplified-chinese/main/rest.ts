// What main says elsewhere, in Simplified Chinese.
export const mainRest = {
} as const
