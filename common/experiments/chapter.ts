// Where the questions of experiments stand.

const chapter = 'section 8.1 of Dive into Deep Learning, “Deep Convolutional Neural Networks (AlexNet)”'

/** `Exercise 6 of section 8.1 …` */
export const exerciseOfChapter = (number: number): string => `Exercise ${number} of ${chapter}`

/** A story of a paragraph: `Section 8.1.2.2, “Activation Functions”, of Dive into Deep Learning`. */
export const paragraphOfChapter = (title: string): string => `“${title}” in ${chapter}`
