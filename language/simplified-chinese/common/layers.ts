// What common/layers says, in Simplified Chinese.
export const commonLayers = {
} as const
