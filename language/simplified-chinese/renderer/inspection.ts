// What renderer/inspection says, in Simplified Chinese.
export const rendererInspection = {
} as const
