// A cuBLAS that multiplies nothing. On x86-64 a function may declare fewer arguments than it is given.
#include "fake.h"

static int mathMode;

int cublasCreate_v2(Handle *handle) {
  *handle = (Handle)0x10;
  return SUCCESS;
}
int cublasDestroy_v2(Handle handle) { return SUCCESS; }
int cublasSetStream_v2(Handle handle, Handle stream) { return SUCCESS; }
int cublasGetMathMode(Handle handle, int *mode) {
  *mode = mathMode;
  return SUCCESS;
}
int cublasSetMathMode(Handle handle, int mode) {
  mathMode = mode;
  return SUCCESS;
}
const char *cublasGetStatusName(int status) { return status ? "error of the fake cuBLAS" : "CUBLAS_STATUS_SUCCESS"; }
const char *cublasGetStatusString(int status) { return cublasGetStatusName(status); }

#define CALL(name) int name(void) { writeLog("cublas " #name); return SUCCESS; }
CALL(cublasDcopy_v2) CALL(cublasScopy_v2) CALL(cublasSscal_v2) CALL(cublasDgeam) CALL(cublasSgeam)
CALL(cublasDgetrfBatched) CALL(cublasDgetriBatched) CALL(cublasSgetrfBatched) CALL(cublasSgetriBatched)
CALL(cublasDgemmBatched) CALL(cublasDgemmStridedBatched) CALL(cublasDgemm_v2) CALL(cublasGemmBatchedEx) CALL(cublasGemmEx) CALL(cublasGemmStridedBatchedEx)
CALL(cublasSgemmBatched) CALL(cublasSgemmStridedBatched) CALL(cublasSgemm_v2)
