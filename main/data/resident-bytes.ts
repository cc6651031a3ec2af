// How large a set may be to be held in memory as a whole.

/**
 * Bytes of images up to which a program takes a whole set as its input; of a larger set it is fed the images of each chunk of steps.
 * Fashion-MNIST has 47 MB, CIFAR-10 has 154 MB. A larger input would compete with training for memory, and a GPU's buffer holds 2 GiB at most.
 */
export const maxResidentBytes = 256e6
