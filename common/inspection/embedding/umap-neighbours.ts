// How many neighbours a layout by UMAP keeps together: for its words, and for the thread that computes it, which says none.

/** Neighbours of each image that UMAP keeps near, the image itself among them. */
export const umapNeighbours = 15
