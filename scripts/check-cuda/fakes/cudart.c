// A CUDA runtime without a GPU: memory and copies are real, kernels do nothing. Everything is logged. Types and numbers are those of CUDA 13.0.
#define _GNU_SOURCE
#include "fake.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { OUT_OF_MEMORY = 2, INVALID_CONFIGURATION = 9, NO_DEVICE = 100, INVALID_DEVICE = 101, NOT_SUPPORTED = 801 };

// ---- The log -------------------------------------------------------------------------------------------------------------------

static int logFile = -1;
static size_t logged;
/** A log that grows beyond this tells of an endless loop. */
#define LOG_LIMIT (1ull << 30)
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void writeLog(const char *format, ...) {
  if (logFile < 0) return;
  char line[1024];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line - 1, format, arguments);
  va_end(arguments);
  if (length > (int)sizeof line - 2) length = sizeof line - 2;
  line[length++] = '\n';
  if ((logged += length) > LOG_LIMIT) {
    fprintf(stderr, "the log of the fake CUDA runtime is full\n");
    abort();
  }
  if (write(logFile, line, length) < 0) abort();
}

// ---- Memory --------------------------------------------------------------------------------------------------------------------

/** Address space of the device. Its addresses can be neither read nor written; their bytes lie in `shadow`, at the same distance from its beginning. */
#define DEVICE_BYTES (1ull << 38)
/** Memory that the device says it has: 80 GiB, of which 1 GiB is in use. */
#define TOTAL_BYTES (80ull << 30)
#define USABLE_BYTES (79ull << 30)
static char *device, *shadow;
static size_t taken, inUse, peak;

#define MOST_BLOCKS 65536
static struct {
  char *at;
  size_t size;
  char place;
} blocks[MOST_BLOCKS];
static int blockCount;

/** What the CPU reads where it copies 8 bytes from the device: the trip count of a loop, which no kernel has computed. Environment: CHECK_CUDA_TRIPS. */
static int64_t tripCount = 1;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("CHECK_CUDA_LOG");
  if (path) logFile = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (getenv("CHECK_CUDA_TRIPS")) tripCount = atoll(getenv("CHECK_CUDA_TRIPS"));
  device = mmap(NULL, DEVICE_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  shadow = mmap(NULL, DEVICE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (device == MAP_FAILED || shadow == MAP_FAILED) abort();
}

char placeOf(const void *address) {
  const char *at = address;
  if (at >= device && at < device + DEVICE_BYTES) return 'D';
  for (int i = 0; i < blockCount; i++) {
    if (blocks[i].place == 'P' && at >= blocks[i].at && at < blocks[i].at + blocks[i].size) return 'P';
  }
  return 'H';
}

void *bytesAt(const void *address) { return placeOf(address) == 'D' ? shadow + ((const char *)address - device) : (void *)address; }

static size_t pages(size_t size) { return (size + 4095) & ~4095ull; }

static int take(void **pointer, size_t size, char place) {
  pthread_mutex_lock(&lock);
  if (place == 'D' && (taken + pages(size) > DEVICE_BYTES || inUse + size > USABLE_BYTES)) {
    pthread_mutex_unlock(&lock);
    return OUT_OF_MEMORY;
  }
  if (place == 'D') {
    *pointer = device + taken;
    taken += pages(size);
    inUse += size;
    if (inUse > peak) peak = inUse;
  } else {
    *pointer = aligned_alloc(4096, pages(size));
  }
  if (blockCount == MOST_BLOCKS) abort();
  blocks[blockCount].at = *pointer;
  blocks[blockCount].size = size;
  blocks[blockCount++].place = place;
  pthread_mutex_unlock(&lock);
  writeLog("allocation %c %zu peak %zu", place, size, peak);
  return SUCCESS;
}

static int give(void *pointer) {
  pthread_mutex_lock(&lock);
  for (int i = 0; pointer && i < blockCount; i++) {
    if (blocks[i].at != pointer) continue;
    if (blocks[i].place == 'D') {
      inUse -= blocks[i].size;
      madvise(bytesAt(pointer), pages(blocks[i].size), MADV_DONTNEED);
    } else {
      free(pointer);
    }
    blocks[i] = blocks[--blockCount];
    break;
  }
  pthread_mutex_unlock(&lock);
  return SUCCESS;
}

int cudaMalloc(void **pointer, size_t size) { return take(pointer, size, 'D'); }
int cudaMallocFromPoolAsync(void **pointer, size_t size, Handle pool, Handle stream) { return take(pointer, size, 'D'); }
int cudaMallocHost(void **pointer, size_t size) { return take(pointer, size, 'P'); }
int cudaHostAlloc(void **pointer, size_t size, unsigned flags) { return take(pointer, size, 'P'); }
int cudaFree(void *pointer) { return give(pointer); }
int cudaFreeAsync(void *pointer, Handle stream) { return give(pointer); }
int cudaFreeHost(void *pointer) { return give(pointer); }
int cudaMemGetInfo(size_t *free, size_t *total) {
  *total = TOTAL_BYTES;
  *free = USABLE_BYTES - inUse;
  return SUCCESS;
}

/** Directions of copies by their number; 4 leaves the direction to the runtime. */
static const char *const directions[] = {"HH", "HD", "DH", "DD"};

/** Logs a copy as `copy FROM TO bytes`; `waits` where the caller waits for it, `wrong` where the caller has named another direction. */
static int copy(void *to, const void *from, size_t size, unsigned direction, int waits) {
  const char toPlace = placeOf(to), fromPlace = placeOf(from);
  const char found[] = {fromPlace == 'D' ? 'D' : 'H', toPlace == 'D' ? 'D' : 'H', 0};
  const int wrong = direction < 4 && strcmp(found, directions[direction]) != 0;
  writeLog("copy %c %c %zu%s%s", fromPlace, toPlace, size, waits ? " waits" : "", wrong ? " wrong" : "");
  memcpy(bytesAt(to), bytesAt(from), size);
  if (size == sizeof tripCount && toPlace != 'D' && fromPlace == 'D') memcpy(to, &tripCount, sizeof tripCount);
  return SUCCESS;
}

int cudaMemcpy(void *to, const void *from, size_t size, unsigned direction) { return copy(to, from, size, direction, 1); }
int cudaMemcpyAsync(void *to, const void *from, size_t size, unsigned direction, Handle stream) { return copy(to, from, size, direction, 0); }
int cudaMemcpy2DAsync(void *to, size_t toPitch, const void *from, size_t fromPitch, size_t width, size_t height, unsigned direction, Handle stream) {
  writeLog("copy %c %c %zu", placeOf(from), placeOf(to), width * height);
  for (size_t row = 0; row < height; row++) memcpy((char *)bytesAt(to) + row * toPitch, (const char *)bytesAt(from) + row * fromPitch, width);
  return SUCCESS;
}
int cudaMemcpyFromSymbol(void *to, const void *symbol, size_t size, size_t offset, unsigned direction) {
  writeLog("copy D %c %zu waits", placeOf(to), size);
  memset(bytesAt(to), 0, size);
  return SUCCESS;
}
int cudaMemset(void *to, int value, size_t size) {
  memset(bytesAt(to), value, size);
  return SUCCESS;
}
int cudaMemsetAsync(void *to, int value, size_t size, Handle stream) { return cudaMemset(to, value, size); }

int cudaMemPoolCreate(Handle *pool, const void *properties) {
  *pool = (Handle)1;
  return SUCCESS;
}
int cudaMemPoolDestroy(Handle pool) { return SUCCESS; }
int cudaMemPoolGetAttribute(Handle pool, int attribute, uint64_t *value) {
  *value = 0;
  return SUCCESS;
}
int cudaMemPoolSetAttribute(Handle pool, int attribute, void *value) { return SUCCESS; }
int cudaMemPoolTrimTo(Handle pool, size_t least) { return SUCCESS; }

// ---- The device: one of compute capability 9.0, as an H100 ---------------------------------------------------------------------

int cudaGetDeviceCount(int *count) {
  *count = 1;
  return SUCCESS;
}
int cudaGetDevice(int *number) {
  *number = 0;
  return SUCCESS;
}
int cudaSetDevice(int number) { return number == 0 ? SUCCESS : INVALID_DEVICE; }
int cudaDriverGetVersion(int *version) {
  *version = 13000;
  return SUCCESS;
}
int cudaRuntimeGetVersion(int *version) { return cudaDriverGetVersion(version); }

/** A field of `cudaDeviceProp`, a structure of 1008 bytes: where it lies, how many bytes it has, and what the device says. */
typedef struct {
  unsigned short at, size;
  uint64_t value;
} Property;

static const Property properties[] = {
  {288, 8, TOTAL_BYTES}, // totalGlobalMem
  {296, 8, 49152},       // sharedMemPerBlock
  {304, 4, 65536},       // regsPerBlock
  {308, 4, 32},          // warpSize
  {320, 4, 1024},        // maxThreadsPerBlock
  {324, 4, 1024},        // maxThreadsDim
  {328, 4, 1024},
  {332, 4, 64},
  {336, 4, 2147483647},  // maxGridSize
  {340, 4, 65535},
  {344, 4, 65535},
  {352, 8, 65536},       // totalConstMem
  {360, 4, 9},           // major
  {364, 4, 0},           // minor
  {368, 8, 512},         // textureAlignment
  {384, 4, 132},         // multiProcessorCount
  {392, 4, 1},           // canMapHostMemory
  {560, 4, 1},           // concurrentKernels
  {584, 4, 3},           // asyncEngineCount
  {588, 4, 1},           // unifiedAddressing
  {592, 4, 5120},        // memoryBusWidth
  {596, 4, 50 << 20},    // l2CacheSize
  {604, 4, 2048},        // maxThreadsPerMultiProcessor
  {624, 8, 233472},      // sharedMemPerMultiprocessor
  {632, 4, 65536},       // regsPerMultiprocessor
  {636, 4, 1},           // managedMemory
  {668, 4, 1},           // cooperativeLaunch
  {672, 8, 232448},      // sharedMemPerBlockOptin
  {688, 4, 32},          // maxBlocksPerMultiProcessor
  {720, 4, 1},           // memoryPoolsSupported
};

int cudaGetDeviceProperties(char *told, int number) {
  memset(told, 0, 1008);
  strcpy(told, "Fake");
  for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) memcpy(told + properties[i].at, &properties[i].value, properties[i].size);
  return SUCCESS;
}

int cudaDeviceGetAttribute(int *value, int attribute, int number) {
  switch (attribute) {
    case 1: *value = 1024; break;              // maximum of threads per block
    case 5: *value = 2147483647; break;        // and of blocks along x
    case 6: case 7: *value = 65535; break;     // along y and z
    case 8: *value = 49152; break;             // shared memory per block
    case 10: *value = 32; break;               // threads of a warp
    case 16: *value = 132; break;              // multiprocessors
    case 39: *value = 2048; break;             // threads per multiprocessor
    case 75: *value = 9; break;                // compute capability
    case 76: *value = 0; break;
    case 81: *value = 233472; break;           // shared memory per multiprocessor
    case 97: *value = 232448; break;           // shared memory per block, on demand
    default: *value = 1;
  }
  return SUCCESS;
}

int cudaGetLastError(void) { return SUCCESS; }
int cudaPeekAtLastError(void) { return SUCCESS; }
const char *cudaGetErrorName(int error) { return error == OUT_OF_MEMORY ? "cudaErrorMemoryAllocation" : error ? "cudaErrorUnknown" : "cudaSuccess"; }
const char *cudaGetErrorString(int error) { return error == OUT_OF_MEMORY ? "out of memory" : error ? "unknown error" : "no error"; }
int cudaDeviceSynchronize(void) {
  writeLog("wait device");
  return SUCCESS;
}

/** Knows no function of the driver. @param status 1: the symbol is not found */
int cudaGetDriverEntryPointByVersion(const char *symbol, void **function, unsigned version, unsigned long long flags, int *status) {
  *function = NULL;
  if (status) *status = 1;
  return NOT_SUPPORTED;
}

// ---- Streams, events and graphs ------------------------------------------------------------------------------------------------

static uintptr_t handles = 0x1000;
static int make(Handle *made) {
  *made = (Handle)__atomic_add_fetch(&handles, 16, __ATOMIC_RELAXED);
  return SUCCESS;
}

int cudaStreamCreate(Handle *stream) { return make(stream); }
int cudaStreamCreateWithFlags(Handle *stream, unsigned flags) { return make(stream); }
int cudaStreamDestroy(Handle stream) { return SUCCESS; }
int cudaStreamSynchronize(Handle stream) {
  writeLog("wait stream");
  return SUCCESS;
}
int cudaStreamWaitEvent(Handle stream, Handle event, unsigned flags) { return SUCCESS; }
int cudaStreamIsCapturing(Handle stream, int *status) {
  *status = 0;
  return SUCCESS;
}
int cudaStreamBeginCapture(Handle stream, int mode) { return NOT_SUPPORTED; }
int cudaStreamEndCapture(Handle stream, Handle *graph) { return NOT_SUPPORTED; }
int cudaGraphInstantiate(Handle *made, Handle graph, unsigned long long flags) { return NOT_SUPPORTED; }
int cudaGraphLaunch(Handle made, Handle stream) { return NOT_SUPPORTED; }
int cudaGraphDestroy(Handle graph) { return SUCCESS; }
int cudaGraphExecDestroy(Handle made) { return SUCCESS; }
int cudaLaunchHostFunc(Handle stream, void (*function)(void *), void *data) {
  function(data);
  return SUCCESS;
}

int cudaEventCreate(Handle *event) { return make(event); }
int cudaEventCreateWithFlags(Handle *event, unsigned flags) { return make(event); }
int cudaEventDestroy(Handle event) { return SUCCESS; }
int cudaEventRecord(Handle event, Handle stream) { return SUCCESS; }
int cudaEventSynchronize(Handle event) {
  writeLog("wait event");
  return SUCCESS;
}
int cudaEventElapsedTime(float *milliseconds, Handle from, Handle to) {
  *milliseconds = 0.01f;
  return SUCCESS;
}

// ---- Kernels: known by name, and launched into nothing -------------------------------------------------------------------------

/** Kernels by the address of their function on the host: a table with open addressing. */
#define SLOTS (1u << 18)
static struct {
  const void *function;
  const char *name;
} kernels[SLOTS];

static unsigned slotOf(const void *function) {
  unsigned at = (unsigned)(((uintptr_t)function >> 4) * 2654435761u) % SLOTS;
  while (kernels[at].function && kernels[at].function != function) at = (at + 1) % SLOTS;
  return at;
}

static const char *nameOf(const void *function) {
  const char *name = kernels[slotOf(function)].name;
  return name ? name : "unknown";
}

void **__cudaRegisterFatBinary(void *binary) {
  static void *registered;
  return &registered;
}
void __cudaRegisterFatBinaryEnd(void **binary) {}
void __cudaUnregisterFatBinary(void **binary) {}
void __cudaRegisterVar(void **binary, char *host, char *address, const char *name, int external, size_t size, int constant, int global) {}
void __cudaRegisterFunction(void **binary, const char *host, char *function, const char *name, int threads, void *tid, void *bid, void *block, void *grid, int *warp) {
  const unsigned at = slotOf(host);
  kernels[at].function = host;
  kernels[at].name = name;
}

static __thread struct {
  Extent grid, block;
  size_t shared;
  Handle stream;
} pushed;

unsigned __cudaPushCallConfiguration(Extent grid, Extent block, size_t shared, Handle stream) {
  pushed.grid = grid;
  pushed.block = block;
  pushed.shared = shared;
  pushed.stream = stream;
  return SUCCESS;
}
int __cudaPopCallConfiguration(Extent *grid, Extent *block, size_t *shared, Handle *stream) {
  *grid = pushed.grid;
  *block = pushed.block;
  *shared = pushed.shared;
  *stream = pushed.stream;
  return SUCCESS;
}

/** Logs a launch as `kernel NAME x,y,z`, the blocks of the grid; refuses what a real device would refuse. */
static int launch(const void *function, Extent grid, Extent block, size_t shared) {
  const int impossible = !grid.x || !grid.y || !grid.z || !block.x || !block.y || !block.z || grid.y > 65535 || grid.z > 65535 || grid.x > 2147483647u ||
                         block.x * block.y * block.z > 1024 || shared > 232448;
  writeLog("kernel %s %u,%u,%u%s", nameOf(function), grid.x, grid.y, grid.z, impossible ? " impossible" : "");
  return impossible ? INVALID_CONFIGURATION : SUCCESS;
}

int __cudaGetKernel(const void **kernel, const void *function) {
  *kernel = function;
  return SUCCESS;
}
int __cudaLaunchKernel(const void *kernel, Extent grid, Extent block, void **arguments, size_t shared, Handle stream) { return launch(kernel, grid, block, shared); }
int cudaLaunchKernel(const void *function, Extent grid, Extent block, void **arguments, size_t shared, Handle stream) { return launch(function, grid, block, shared); }

/** The beginning of `cudaLaunchConfig_t`. */
typedef struct {
  Extent grid, block;
  size_t shared;
} LaunchConfiguration;
int cudaLaunchKernelExC(const LaunchConfiguration *configuration, const void *function, void **arguments) {
  return launch(function, configuration->grid, configuration->block, configuration->shared);
}

/** The beginning of `cudaFuncAttributes`, a structure of 144 bytes. */
typedef struct {
  size_t shared, constant, local;
  int mostThreads, registers, ptxVersion, binaryVersion;
} FunctionAttributes;
int cudaFuncGetAttributes(FunctionAttributes *attributes, const void *function) {
  memset(attributes, 0, 144);
  attributes->mostThreads = 1024;
  attributes->registers = 64;
  attributes->binaryVersion = attributes->ptxVersion = 90;
  return SUCCESS;
}
int cudaFuncSetAttribute(const void *function, int attribute, int value) { return SUCCESS; }
int cudaKernelSetAttributeForDevice(Handle kernel, int attribute, int value, int number) { return SUCCESS; }
int cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int *count, const void *function, int block, size_t shared, unsigned flags) {
  *count = 2;
  return SUCCESS;
}
int cudaLibraryLoadData(Handle *library, const void *code, void *options, void *values, unsigned count, void *libraryOptions, void *libraryValues, unsigned libraryCount) {
  *library = (Handle)1;
  return SUCCESS;
}
int cudaLibraryGetKernel(Handle *kernel, Handle library, const char *name) {
  *kernel = (Handle)1;
  return SUCCESS;
}
int cudaLibraryUnload(Handle library) { return SUCCESS; }
