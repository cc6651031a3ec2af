// What contract/models says, in Simplified Chinese.
export const contractModels = {
} as const
