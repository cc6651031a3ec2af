// Flags of how a user's image is brought into the form of a data set.
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { DatasetForm } from '@common/inspection/preprocessing/dataset-form'
import { fits, inversions, recipes, usualPreprocessing, type Fit, type Inversion, type PreprocessingOptions, type Recipe } from '@common/inspection/preprocessing/preprocessing-options'
import type { Command } from 'commander'
import { choiceOf } from './choice'

export interface PreprocessingFlags {
  readonly fit: string
  readonly invert: string
  readonly recipe: string
}

/** The recipe that the images of the data set seem to follow. */
const byDataset = 'auto'

const names = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] => Object.keys(table) as Name[]
const listed = (table: object): string => enumeration(Object.keys(table))

/** Adds the options to a command. */
export function withPreprocessing(command: Command): Command {
  return command
    .option('--recipe <name>', phrase("how an image on an even ground is placed: {usual} (as the data set's images seem to be), {names}; left out: {usual}", { usual: byDataset, names: listed(recipes) }), byDataset)
    .option('--fit <name>', phrase("other proportions than the data set's, without a recipe: {names}; left out: {usual}", { names: listed(fits), usual: usualPreprocessing.fit }), usualPreprocessing.fit)
    .option('--invert <name>', phrase('swap bright and dark: {names}; left out: {usual}, where the grounds of image and data set differ', { names: listed(inversions), usual: usualPreprocessing.invert }), usualPreprocessing.invert)
}

/** @throws UsageError where a name is unknown */
export function preprocessingOf(flags: PreprocessingFlags, form: Pick<DatasetForm, 'drawing'>): PreprocessingOptions {
  const { fit, invert, recipe } = checkedNames(flags)
  return { ...usualPreprocessing, fit, invert, recipe: recipe === byDataset ? form.drawing : recipe }
}

/** The names alone, so that they can be refused before anything is opened. @throws UsageError */
export function checkedNames({ fit, invert, recipe }: PreprocessingFlags): { readonly fit: Fit; readonly invert: Inversion; readonly recipe: Recipe | typeof byDataset } {
  return {
    fit: choiceOf(fit, names(fits), '--fit'),
    invert: choiceOf(invert, names(inversions), '--invert'),
    recipe: choiceOf(recipe, [byDataset, ...names(recipes)], '--recipe'),
  }
}
