// A cuBLASLt that multiplies nothing.
#include "fake.h"
#include <string.h>

#define MAKES(name) int name(Handle *made) { *made = (Handle)0x20; return SUCCESS; }
#define NOTHING(name) int name(void) { return SUCCESS; }
MAKES(cublasLtCreate) MAKES(cublasLtMatmulDescCreate) MAKES(cublasLtMatmulPreferenceCreate) MAKES(cublasLtMatrixLayoutCreate) MAKES(cublasLtMatrixTransformDescCreate)
NOTHING(cublasLtDestroy) NOTHING(cublasLtMatmulDescDestroy) NOTHING(cublasLtMatmulPreferenceDestroy) NOTHING(cublasLtMatrixLayoutDestroy)
NOTHING(cublasLtMatrixTransformDescDestroy) NOTHING(cublasLtMatmulDescSetAttribute) NOTHING(cublasLtMatmulPreferenceSetAttribute)
NOTHING(cublasLtMatrixLayoutSetAttribute) NOTHING(cublasLtMatmulAlgoConfigSetAttribute) NOTHING(cublasLtMatmulAlgoInit)

int cublasLtMatmul(void) {
  writeLog("cublas cublasLtMatmul");
  return SUCCESS;
}
int cublasLtMatrixTransform(void) {
  writeLog("cublas cublasLtMatrixTransform");
  return SUCCESS;
}
/** @param results one `cublasLtMatmulHeuristicResult_t`, of 96 bytes */
int cublasLtMatmulAlgoGetHeuristic(Handle handle, Handle operation, Handle a, Handle b, Handle c, Handle d, Handle preference, int wanted, void *results, int *found) {
  memset(results, 0, 96);
  *found = 1;
  return SUCCESS;
}
