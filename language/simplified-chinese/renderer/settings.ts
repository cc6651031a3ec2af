// What renderer/settings says, in Simplified Chinese.
export const rendererSettings = {
} as const
