// What renderer/frame says, in Simplified Chinese.
export const rendererFrame = {
} as const
