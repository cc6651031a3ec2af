// What renderer says elsewhere, in Simplified Chinese.
export const rendererRest = {
} as const
