// The folder that holds imported data sets, as this process and the engines that it starts know it.

/** Environment variable that tells engine processes of the folder, as they inherit it. */
const folderVariable = 'CNN_LAB_DATASETS'

/** Names the folder for this process and the engines that it starts from now on. */
export function useDatasetsFolder(folder: string): void {
  process.env[folderVariable] = folder
}

/** Absolute path of the folder that holds the sets; null where this process has none. What begins with a full stop there is no set. */
export function datasetsFolder(): string | null {
  const folder = process.env[folderVariable]
  return folder === undefined || folder === '' ? null : folder
}
