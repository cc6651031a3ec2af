// Folders of images for each class, plain or with a folder for each part above, as torchvision's ImageFolder, Imagenette and ImageNet lay them out.
import { listedWords } from '@common/words/listed-words'
import { formatCount, formatCounted } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { withoutEnding } from './image-names'
import { alikeClasses, knownParts, labelledFiles, orderedClasses, partOfName, type KnownPart, type LabelledFile, type LabelledFiles } from './labelled-files'
import { byName, foldersOf, imagesWithin, joinedPath, type SourceFolder, type SourceTree } from './source-tree'
import { isSynset, synsetNames, validationSynsets, validationTable, wordsFiles } from './synset-names'

export interface ClassLayout extends LabelledFiles {
  /** In a few words: `folders of images for training and validation, laid out as ImageNet`. */
  readonly title: string
  readonly notes: readonly string[]
}

export interface LayoutOptions {
  /** Of the source, for messages. */
  readonly title: string
  /** The text of a small file by its path within the source; null: there is none that can be read. */
  readonly textOf: (path: string) => Promise<string | null>
}

/** A folder with where it lies in the source. */
interface Placed {
  readonly path: string
  readonly folder: SourceFolder
}

/** What is collected while the layout is read. */
interface Collected {
  readonly images: LabelledFile[]
  readonly hasPart: (part: KnownPart) => boolean
}

/**
 * @param tree whose `leftOut` gets what lies in no class
 * @throws LabError `import/no-images`, `import/no-classes`, `import/too-many-classes`, `import/too-many-images`
 */
export async function classLayout(tree: SourceTree, options: LayoutOptions): Promise<ClassLayout> {
  const { title } = options
  if (imagesWithin(tree.root) === 0) throw noImages(tree, title)
  const base = baseFolder(tree.root)
  const { images, hasPart } = isInParts(base.folder) ? await imagesInParts(base, tree, options) : imagesInClasses(base, tree)
  if (images.length === 0) {
    const where = base.path === '' ? title : phrase('{path} in {title}', { path: base.path, title })
    throw new LabError('import/no-classes', phrase('The images of {where} lie in no folders of classes.', { where }), phrase('Put the images of each class into a folder of its name, or add a table of labels (.csv).'))
  }
  const found = orderedClasses(new Set(images.map(({ className }) => className)))
  const parts = knownParts.filter(hasPart)
  const rank = new Map(found.map((name, label) => [name, label]))
  const partRank = new Map<string, number>(parts.map((part, number) => [part, number]))
  // Sorting keeps the order of equals, and each class was read in the order of its paths.
  images.sort((a, b) => (partRank.get(a.part) ?? 0) - (partRank.get(b.part) ?? 0) || (rank.get(a.className) ?? 0) - (rank.get(b.className) ?? 0))
  const files = labelledFiles(images, found, parts.length > 0 ? parts : ['all'], title)
  const isImageNet = found.every(isSynset)
  const names = isImageNet ? await wordsOf(found, base.path, options) : null
  return {
    ...files,
    classes: names ? found.map((synset) => names.get(synset) ?? synset) : found,
    title: phrase('folders of images{parts}{layout}', { parts: partWords(parts), layout: isImageNet ? phrase(', laid out as ImageNet') : '' }),
    notes: [...classNotes(files, parts.includes('train')), ...otherNotes(tree), ...(isImageNet && !names ? [withoutWords] : [])],
  }
}

const withoutWords = phrase('Classes are named by their synsets, as there is no words file ({names}).', { names: wordsFiles.join(', ') })

function noImages({ leftOut }: SourceTree, title: string): LabError {
  const [first] = leftOut.all
  const detail = first ? phrase(' {first} was left out: {reason}.', { first: first.name, reason: first.reason }) : ''
  return new LabError('import/no-images', phrase('{title} holds no images that can be read.{detail}', { title, detail }), phrase('Choose a folder, or an archive of one, that has a folder of images for each class.'))
}

/** Where ImageNet keeps its images, from each of the folders that one may begin with. */
const imageNetPaths = [['ILSVRC', 'Data', 'CLS-LOC'], ['Data', 'CLS-LOC'], ['CLS-LOC']] as const

/** The folder that holds the folders of classes, or of parts: folders around it that hold nothing else are left behind. */
function baseFolder(root: SourceFolder): Placed {
  let base: Placed = { path: '', folder: root }
  for (;;) {
    const imageNet = imageNetPaths.map((names) => names.reduce<Placed | null>((at, name) => at && innerFolder(at, name), base)).find((placed) => placed !== null)
    if (imageNet) return imageNet
    const [only, ...more] = withImages(base.folder)
    if (!only || more.length > 0 || base.folder.files.length > 0 || only.files.length > 0 || partOfName(only.name) !== null) return base
    base = { path: joinedPath(base.path, only.name), folder: only }
  }
}

function innerFolder({ path, folder }: Placed, name: string): Placed | null {
  const inner = folder.folders.get(name)
  return inner && imagesWithin(inner) > 0 ? { path: joinedPath(path, name), folder: inner } : null
}

const withImages = (folder: SourceFolder): readonly SourceFolder[] => foldersOf(folder).filter((inner) => imagesWithin(inner) > 0)

/** Whether folders are those of parts: there is one for training with folders of classes, or there are no others. */
export function isInParts(folder: SourceFolder): boolean {
  const inner = withImages(folder)
  const parts = inner.filter(({ name, folders }) => partOfName(name) !== null && [...folders.values()].some((each) => imagesWithin(each) > 0))
  return parts.some(({ name }) => partOfName(name) === 'train') || (parts.length > 0 && inner.every(({ name }) => partOfName(name) !== null))
}

function imagesInClasses(base: Placed, { leftOut }: SourceTree): Collected {
  const images: LabelledFile[] = []
  const inner = foldersOf(base.folder)
  // Folders of parts without folders of classes: what they hold has no class.
  const isUnlabelled = inner.length > 0 && withImages(base.folder).every(({ name }) => partOfName(name) !== null)
  if (!isUnlabelled) for (const folder of inner) addClass(folder, base.path, 'all', images, leftOut)
  leaveOutFlat(base, leftOut)
  return { images, hasPart: () => false }
}

async function imagesInParts(base: Placed, { leftOut }: SourceTree, options: LayoutOptions): Promise<Collected> {
  const images: LabelledFile[] = []
  const found = new Set<KnownPart>()
  for (const folder of foldersOf(base.folder)) {
    const path = joinedPath(base.path, folder.name)
    const part = partOfName(folder.name)
    if (part === null) {
      const count = imagesWithin(folder)
      if (count > 0) leftOut.add(path, phrase('{count} in it belong to no part that is known (train, val or test)', { count: formatCounted(count, 'image') }))
      continue
    }
    const before = images.length
    for (const inner of foldersOf(folder)) addClass(inner, path, part, images, leftOut)
    const synsets = folder.files.length > 0 && part === 'validation' ? await validationTableOf(path, options) : null
    if (synsets) addFlat({ path, folder }, synsets, images, leftOut)
    else leaveOutFlat({ path, folder }, leftOut)
    if (images.length > before) found.add(part)
  }
  leaveOutFlat(base, leftOut)
  return { images, hasPart: (part) => found.has(part) }
}

/** All images of a class: those in its folder, then those in folders within. */
function addClass(folder: SourceFolder, parent: string, part: string, images: LabelledFile[], leftOut: SourceTree['leftOut']): void {
  const path = joinedPath(parent, folder.name)
  if (imagesWithin(folder) === 0) leftOut.add(path, phrase('the folder holds no images'))
  else addImages({ path, folder }, { className: folder.name.normalize('NFC'), part }, images)
}

function addImages({ path, folder }: Placed, label: Pick<LabelledFile, 'className' | 'part'>, images: LabelledFile[]): void {
  for (const file of folder.files.sort(byName)) images.push({ folder: path, file, ...label })
  for (const inner of foldersOf(folder)) addImages({ path: joinedPath(path, inner.name), folder: inner }, label, images)
}

/** Images whose class is told by a table. */
function addFlat({ path, folder }: Placed, synsets: ReadonlyMap<string, string>, images: LabelledFile[], leftOut: SourceTree['leftOut']): void {
  for (const file of folder.files.sort(byName)) {
    const className = synsets.get(withoutEnding(file.name))
    if (className === undefined) leftOut.add(joinedPath(path, file.name), phrase('it is not in {table}', { table: validationTable }))
    else images.push({ folder: path, file, className, part: 'validation' })
  }
}

function leaveOutFlat({ path, folder: { files } }: Placed, leftOut: SourceTree['leftOut']): void {
  const [only] = files
  if (files.length === 1 && only) leftOut.add(joinedPath(path, only.name), phrase('it lies in no folder of a class'))
  else if (only) leftOut.add(path === '' ? phrase('The folder itself') : path, phrase('{count} images in it lie in no folder of a class', { count: formatCount(files.length) }))
}

async function validationTableOf(path: string, options: LayoutOptions): Promise<ReadonlyMap<string, string> | null> {
  const text = await textAbove(path, [validationTable], options)
  return text === null ? null : validationSynsets(text)
}

async function wordsOf(synsets: readonly string[], path: string, options: LayoutOptions): Promise<ReadonlyMap<string, string> | null> {
  const text = await textAbove(path, wordsFiles, options)
  return text === null ? null : synsetNames(text, synsets)
}

/** The first of some files in a folder or one of those that it lies in. */
async function textAbove(path: string, names: readonly string[], { textOf }: LayoutOptions): Promise<string | null> {
  const steps = path === '' ? [] : path.split('/')
  for (let depth = steps.length; depth >= 0; depth--) {
    for (const name of names) {
      const text = await textOf(joinedPath(steps.slice(0, depth).join('/'), name))
      if (text !== null) return text
    }
  }
  return null
}

const partVerbs: Readonly<Record<KnownPart, string>> = { train: phrase('training § a part of a data set'), validation: phrase('validation § a part of a data set'), test: phrase('test § a part of a data set') }

const partWords = (parts: readonly KnownPart[]): string => (parts.length === 0 ? '' : phrase(' for {parts}', { parts: listedWords(parts.map((part) => partVerbs[part])) }))

/** Names that are listed in a note. */
const mostNamed = 5

const named = (names: readonly string[]): string => (names.length > mostNamed ? phrase('{names} and {count} more', { names: names.slice(0, mostNamed).join(', '), count: formatCount(names.length - mostNamed) }) : listedWords(names))

/** What is remarkable about the classes. @param hasTraining whether there is a part for training */
export function classNotes({ classes, labels, partOf, parts }: LabelledFiles, hasTraining: boolean): readonly string[] {
  const notes = alikeClasses(classes).map((alike) => phrase('{names} are named alike but for capitals, and are classes of their own.', { names: listedWords(alike) }))
  if (classes.length === 1) notes.push(phrase('All images have the same class, {name}.', { name: classes[0] ?? '' }))
  if (hasTraining) {
    const trained = new Set<number>()
    for (const [image, label] of labels.entries()) if (parts[partOf[image] ?? 0] === 'train') trained.add(label)
    const missing = classes.filter((_, label) => !trained.has(label))
    if (missing.length > 0) notes.push(missing.length === 1 ? phrase('{classes} has no training images.', { classes: named(missing) }) : phrase('{classes} have no training images.', { classes: named(missing) }))
  }
  return notes
}

export function otherNotes({ others: { count, first } }: SourceTree): readonly string[] {
  if (count === 0) return []
  return [count === 1 ? phrase('{first} is no image by its name, and is passed over.', { first }) : phrase('{count} files are no images by their names, {first} the first of them; they are passed over.', { count: formatCount(count), first })]
}

/** Whether folders below have images, whose classes folders could tell. */
export const hasClassFolders = (root: SourceFolder): boolean => {
  const { folder } = baseFolder(root)
  return isInParts(folder) || withImages(folder).some(({ name }) => partOfName(name) === null)
}
