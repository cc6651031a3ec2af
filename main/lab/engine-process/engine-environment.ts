// The environment that engine processes start with: how the C library hands out memory to them, and CUDA numbers its GPUs.

/**
 * On Linux with glibc, tensors without an arena come from the system one by one. In huge pages, asked for by madvise, fewer faults are
 * taken for them; and always from 4 MB up, where glibc would raise the limit, they leave no gaps between them (docs/performance.md).
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
const tunables = 'glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4194304'

/** GPUs by their place on the bus, as NVIDIA's tool numbers them. CUDA by itself puts the fastest first, and the lab would read memory and use of another. */
export const cudaDeviceOrder = 'PCI_BUS_ID'

/** The environment of this process, with what suits an engine; what the user has set of it stays as it is. */
export function engineEnvironment(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): NodeJS.ProcessEnv {
  return platform === 'linux' ? { GLIBC_TUNABLES: tunables, CUDA_DEVICE_ORDER: cudaDeviceOrder, ...environment } : environment
}
