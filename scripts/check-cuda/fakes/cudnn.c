// A cuDNN that computes nothing: its descriptors keep what they are given, its heuristics know one engine, its plans need no workspace. Numbers are those of cuDNN 9.
#include "fake.h"
#include <stdlib.h>
#include <string.h>

size_t cudnnGetVersion(void) { return 91400; }
size_t cudnnGetCudartVersion(void) { return 13000; }
const char *cudnnGetErrorString(int status) { return status ? "error of the fake cuDNN" : "CUDNN_STATUS_SUCCESS"; }
void cudnnGetLastErrorString(char *message, size_t size) {
  if (size) *message = 0;
}

static Handle currentStream;
int cudnnCreate(Handle *handle) {
  *handle = (Handle)0x30;
  return SUCCESS;
}
int cudnnDestroy(Handle handle) { return SUCCESS; }
int cudnnSetStream(Handle handle, Handle stream) {
  currentStream = stream;
  return SUCCESS;
}
int cudnnGetStream(Handle handle, Handle *stream) {
  *stream = currentStream;
  return SUCCESS;
}

// ---- Descriptors of the older interface ----------------------------------------------------------------------------------------

typedef struct {
  int type, rank, sizes[8], strides[8];
} Tensor;

#define MAKES(name) \
  int cudnnCreate##name(Handle *made) { *made = calloc(1, 256); return SUCCESS; } \
  int cudnnDestroy##name(Handle made) { free(made); return SUCCESS; }
MAKES(ActivationDescriptor) MAKES(ConvolutionDescriptor) MAKES(DropoutDescriptor) MAKES(FilterDescriptor) MAKES(LRNDescriptor) MAKES(PoolingDescriptor)
MAKES(RNNDataDescriptor) MAKES(RNNDescriptor) MAKES(ReduceTensorDescriptor) MAKES(TensorDescriptor)

#define NOTHING(name) int cudnn##name(void) { return SUCCESS; }
NOTHING(SetActivationDescriptor) NOTHING(SetConvolutionGroupCount) NOTHING(SetConvolutionMathType) NOTHING(SetConvolutionNdDescriptor) NOTHING(SetDropoutDescriptor)
NOTHING(SetFilterNdDescriptor) NOTHING(SetLRNDescriptor) NOTHING(SetPoolingNdDescriptor) NOTHING(SetReduceTensorDescriptor) NOTHING(SetRNNDataDescriptor)
NOTHING(SetRNNDescriptor_v8)

int cudnnSetTensorNdDescriptor(Tensor *tensor, int type, int rank, const int *sizes, const int *strides) {
  tensor->type = type;
  tensor->rank = rank;
  memcpy(tensor->sizes, sizes, rank * sizeof(int));
  memcpy(tensor->strides, strides, rank * sizeof(int));
  return SUCCESS;
}
int cudnnGetTensorNdDescriptor(const Tensor *tensor, int wanted, int *type, int *rank, int *sizes, int *strides) {
  const int count = wanted < tensor->rank ? wanted : tensor->rank;
  *type = tensor->type;
  *rank = tensor->rank;
  memcpy(sizes, tensor->sizes, count * sizeof(int));
  memcpy(strides, tensor->strides, count * sizeof(int));
  return SUCCESS;
}
int cudnnDeriveBNTensorDescriptor(Tensor *derived, const Tensor *of, int mode) {
  *derived = *of;
  return SUCCESS;
}

// ---- Computations of the older interface ---------------------------------------------------------------------------------------

#define CALL(name) int cudnn##name(void) { writeLog("cudnn " #name); return SUCCESS; }
CALL(ActivationForward) CALL(AddTensor) CALL(BatchNormalizationForwardInference) CALL(BatchNormalizationForwardTraining) CALL(ConvolutionBiasActivationForward)
CALL(ConvolutionForward) CALL(LRNCrossChannelForward) CALL(PoolingForward) CALL(RNNForward) CALL(ReduceTensor) CALL(SoftmaxForward)

/** Bytes of a workspace; it is not touched. */
static int workspace(size_t *size) {
  *size = 1024;
  return SUCCESS;
}
int cudnnDropoutGetStatesSize(Handle handle, size_t *size) { return workspace(size); }
int cudnnGetReductionIndicesSize(Handle handle, Handle reduction, Handle from, Handle to, size_t *size) { return workspace(size); }
int cudnnGetReductionWorkspaceSize(Handle handle, Handle reduction, Handle from, Handle to, size_t *size) { return workspace(size); }
int cudnnGetConvolutionForwardWorkspaceSize(Handle handle, Handle x, Handle w, Handle c, Handle y, int algorithm, size_t *size) { return workspace(size); }
int cudnnGetRNNTempSpaceSizes(Handle handle, Handle rnn, int mode, Handle x, size_t *work, size_t *reserve) {
  workspace(work);
  return workspace(reserve);
}
int cudnnGetRNNWeightParams(void) { return 1; }

/** @param performance one `cudnnConvolutionFwdAlgoPerf_t`, of 48 bytes */
static int oneAlgorithm(int *found, void *performance) {
  memset(performance, 0, 48);
  *found = 1;
  return SUCCESS;
}
int cudnnGetConvolutionForwardAlgorithm_v7(Handle handle, Handle x, Handle w, Handle c, Handle y, int wanted, int *found, void *performance) { return oneAlgorithm(found, performance); }
int cudnnFindConvolutionForwardAlgorithmEx(Handle handle, Handle x, void *xs, Handle w, void *ws, Handle c, Handle y, void *ys, int wanted, int *found, void *performance) {
  return oneAlgorithm(found, performance);
}

// ---- The graph interface: descriptors of attributes ----------------------------------------------------------------------------

typedef struct Attribute {
  int name, type;
  int64_t count;
  void *values;
  struct Attribute *next;
} Attribute;

typedef struct {
  int type;
  Attribute *attributes;
} Descriptor;

/** Attributes that are asked for without having been set. */
enum { ENGINES_FOUND = 202, ENGINE_OF_CONFIGURATION = 300, WORKSPACE_OF_PLAN = 402, ENGINES_OF_GRAPH = 802, INDEX_OF_ENGINE = 1301 };

/** Bytes of a value by the number of its type. */
static size_t bytesOf(int type) {
  switch (type) {
    case 0: case 3: case 5: case 6: case 15: return 8; // handle, int64, double, pointer, descriptor
    case 2: case 24: return 1;                         // truth value, character
    case 26: return 16;                                // fraction
    default: return 4;                                 // enumerations, float, int32
  }
}

static Attribute *find(Descriptor *descriptor, int name) {
  for (Attribute *at = descriptor->attributes; at; at = at->next) {
    if (at->name == name) return at;
  }
  return NULL;
}

int cudnnBackendCreateDescriptor(int type, Descriptor **made) {
  *made = calloc(1, sizeof **made);
  (*made)->type = type;
  return SUCCESS;
}
/** Not freed: plans go on looking at the operations that they were made of. */
int cudnnBackendDestroyDescriptor(Descriptor *descriptor) { return SUCCESS; }

int cudnnBackendSetAttribute(Descriptor *descriptor, int name, int type, int64_t count, const void *values) {
  Attribute *at = find(descriptor, name);
  if (at) {
    free(at->values);
  } else {
    at = calloc(1, sizeof *at);
    at->next = descriptor->attributes;
    descriptor->attributes = at;
  }
  at->name = name;
  at->type = type;
  at->count = count;
  at->values = malloc(count * bytesOf(type) + 1);
  memcpy(at->values, values, count * bytesOf(type));
  return SUCCESS;
}
int cudnnBackendFinalize(Descriptor *descriptor) { return SUCCESS; }

int cudnnBackendGetAttribute(Descriptor *descriptor, int name, int type, int64_t wanted, int64_t *found, void *values) {
  const Attribute *at = find(descriptor, name);
  int64_t count = 0;
  if (at) {
    count = at->count;
    if (values && wanted > 0) memcpy(values, at->values, (wanted < count ? wanted : count) * bytesOf(at->type));
  } else if (name == ENGINES_FOUND || name == ENGINE_OF_CONFIGURATION) {
    count = 1; // the caller has made the descriptor that stands for it
  } else if (name == WORKSPACE_OF_PLAN || name == INDEX_OF_ENGINE || name == ENGINES_OF_GRAPH) {
    count = 1;
    if (values && wanted > 0) *(int64_t *)values = name == ENGINES_OF_GRAPH;
  } else if (values && wanted > 0) {
    memset(values, 0, bytesOf(type));
  }
  if (found) *found = count;
  return SUCCESS;
}

int cudnnBackendExecute(Handle handle, Descriptor *plan, Descriptor *pack) {
  writeLog("cudnn execute");
  return SUCCESS;
}
int cudnnBackendPopulateCudaGraph(void) { return 1; }
int cudnnBackendUpdateCudaGraph(void) { return 1; }
