// What main/lab/cluster says, in Simplified Chinese.
export const mainLabCluster = {
} as const
