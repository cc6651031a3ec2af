// Set-up of each test file: property tests draw the cases of the seed that `npm test` names, so that it judges a change by the change alone; without a seed they draw new ones.
import fc from 'fast-check'

const seed = process.env.CNN_LAB_PROPERTY_SEED
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) })
