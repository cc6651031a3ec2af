// The environment that engine processes start with: how the C library hands out memory to them.

/**
 * On Linux with glibc, tensors without an arena come from the system one by one. In huge pages, asked for by madvise, fewer faults are
 * taken for them; and always from 4 MB up, where glibc would raise the limit, they leave no gaps between them (docs/performance.md).
 * https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html
 */
const tunables = 'glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4194304'

/** The environment of this process, with what suits an engine; tunables that the user has set stay as they are. */
export function engineEnvironment(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): NodeJS.ProcessEnv {
  return platform === 'linux' ? { GLIBC_TUNABLES: tunables, ...environment } : environment
}
