// The driver's library: the provider is linked against it and looks up a few names only.
#include "fake.h"

int cuGetErrorName(int error, const char **name) {
  *name = "error of the fake driver";
  return SUCCESS;
}
int cuGetErrorString(int error, const char **text) { return cuGetErrorName(error, text); }
int cuDeviceGetAttribute(int *value, int attribute, int number) {
  *value = 1;
  return SUCCESS;
}
int cuInit(unsigned flags) { return SUCCESS; }
int cuDeviceGetCount(int *count) {
  *count = 1;
  return SUCCESS;
}
