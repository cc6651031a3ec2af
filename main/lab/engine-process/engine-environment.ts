// Environment variables of engine processes: memory allocation of the C library, and CUDA's numbering of GPUs.

/**
 * On Linux with glibc, tensors outside an arena are allocated one by one. Huge pages (by madvise) cause fewer page faults. With a fixed
 * threshold of 4 MB, which glibc would otherwise raise, large tensors are mapped separately and leave no gaps (docs/performance.md).
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
const tunables = 'glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4194304'

/** Numbers GPUs by their place on the bus, as NVIDIA's tool does. CUDA's default puts the fastest first, and the lab would read memory and usage of another GPU. */
export const cudaDeviceOrder = 'PCI_BUS_ID'

/** The environment of this process with the variables of an engine; variables that the user has set keep their values. */
export function engineEnvironment(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): NodeJS.ProcessEnv {
  return platform === 'linux' ? { GLIBC_TUNABLES: tunables, CUDA_DEVICE_ORDER: cudaDeviceOrder, ...environment } : environment
}
