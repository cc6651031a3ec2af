// Where the questions of experiments stand.
import { phrase } from '@language/phrase'

const section = phrase('section 8.1')
const book = phrase(' of Dive into Deep Learning, “Deep Convolutional Neural Networks (AlexNet)”')
const chapter = `${section}${book}`

/** `Exercise 6 of section 8.1 …` */
export const exerciseOfChapter = (number: number): string => phrase('Exercise {number} of {chapter}', { number, chapter })

/** A story of a paragraph: `Section 8.1.2.2, “Activation Functions”, of Dive into Deep Learning`. */
export const paragraphOfChapter = (title: string): string => phrase('“{title}” in {chapter}', { title, chapter })

/** A place in the chapter without the name of the book: `Exercise 6 of section 8.1`. */
export const placeInChapter = (source: string): string => source.replace(book, '')
