// What all fakes share: the log that they write, where device memory lies, and the few types of CUDA's interface that they need. No header of CUDA is used.
#pragma once
#include <stddef.h>
#include <stdint.h>

/** CUDA's, cuBLAS's and cuDNN's code for success. */
#define SUCCESS 0

/** A handle to something that is not there. */
typedef void *Handle;

typedef struct {
  unsigned x, y, z;
} Extent;

/** One line into the log, as printf. Where the environment variable CHECK_CUDA_LOG names no file, nothing is written. */
void writeLog(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** 'D' for an address in device memory, 'P' for pinned memory, 'H' for any other. */
char placeOf(const void *address);

/** Where the bytes of an address really lie. A device address itself cannot be read, so that a CPU kernel that is given one dies at once. */
void *bytesAt(const void *address);
