// What main/data/sources says, in Simplified Chinese.
export const mainDataSources = {
} as const
