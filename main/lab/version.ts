// The version of the program, as package.json has it.
import manifest from '../../package.json'

export const labVersion: string = manifest.version
