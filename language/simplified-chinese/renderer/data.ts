// What renderer/data says, in Simplified Chinese.
export const rendererData = {
} as const
