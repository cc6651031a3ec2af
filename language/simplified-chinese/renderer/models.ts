// What renderer/models says, in Simplified Chinese.
export const rendererModels = {
} as const
