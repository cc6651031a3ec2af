// Memory that runs out: told by real errors of the CPU, and by the messages of GPUs as their libraries word them.
import { describe, expect, it } from 'vitest'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { outOfMemory } from './out-of-memory'
import { feed, Session } from './session'

it.each([true, false])('is told of a program that wants more than there is (arena: %s)', async (arena) => {
  const g = new GraphBuilder('greedy')
  const x = g.input('x', 'float32', [1])
  const shape = g.constant({ type: 'int64', shape: [4], data: BigInt64Array.of(1024n, 1024n, 1024n, 400n) })
  const largest = g.node('ReduceMax', [g.node('Expand', [x, shape])], { keepdims: { type: 'int', value: 0 } })
  const session = await Session.open(encodeModel(g.build([largest])), { arena })
  await expect(session.run({ x: feed('float32', Float32Array.of(1), [1]) }, [largest.name])).rejects.toMatchObject({
    code: 'device/out-of-memory',
    message: 'The memory of this machine is too small for this network and batch size.',
  })
  await session.close()
})

describe('on a GPU', () => {
  it.each([
    'WebGPU validation failed. [Invalid Buffer (unlabeled)] is invalid due to a previous error.\n - While validating entries[1] against { binding: 1, visibility: ShaderStage::Compute, buffer: {type: BufferBindingType::Storage, minBindingSize: 0, hasDynamicOffset: 0} }.',
    'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY',
    "Non-zero status code returned while running Conv node. Name:'conv1' Status Message: /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:360 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 939524096",
    // An allocator of ONNX Runtime that gives nothing back rather than throw (core/framework/allocator.h).
    "Non-zero status code returned while running Conv node. Name:'conv1' Status Message: /onnxruntime_src/include/onnxruntime/core/framework/allocator.h:411 static void onnxruntime::IAllocator::ValidateAllocation(void*, size_t) p != nullptr || size == 0 was false. Memory allocation failed. Size=939524096",
    'CUDA failure 2: out of memory ; GPU=0 ; hostname=x ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_allocator.cc ; line=48 ; expr=cudaMalloc((void**)&p, size);',
    // hacksider/Deep-Live-Cam#584
    'D:\\a\\_work\\1\\s\\onnxruntime\\core\\providers\\cuda\\cuda_call.cc:114 onnxruntime::CudaCall CUDA failure 2: out of memory ; GPU=0 ; hostname=x ; file=D:\\a\\_work\\1\\s\\onnxruntime\\core\\providers\\cuda\\cuda_stream_handle.cc ; line=175 ; expr=cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);',
    // fudan-generative-vision/hallo#218
    'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=x ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider.cc ; line=164 ; expr=cublasCreate(&cublas_handle_);',
    // The same of a newer ONNX Runtime, which has cuBLAS put it into words.
    'cuda_call.cc:154 CUBLAS failure 3: the resource allocation failed ; GPU=0 ; hostname=x ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider.cc ; line=231 ; expr=cublasCreate(&cublas_handle_);',
    // cuDNN 8, and the name that cuDNN 9 gives it, in the form of ONNX Runtime's cuda_call.cc
    'CUDNN failure 2: CUDNN_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=x ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_stream_handle.cc ; line=53 ; expr=cudnnCreate(&cudnn_handle_);',
    'CUDNN failure 4004: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED ; GPU=0 ; hostname=x ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_stream_handle.cc ; line=53 ; expr=cudnnCreate(&cudnn_handle_);',
  ])('is told: %s', (message) => {
    expect(outOfMemory(new Error(message), 'webgpu')).toMatchObject({ code: 'device/out-of-memory', message: expect.stringContaining('GPU') as string })
  })

  it.each([
    'WebGPU validation failed. Buffer size (1258291200) exceeds the max buffer size limit (1073741824).\n - While calling [Device].CreateBuffer([BufferDescriptor]).',
    "Non-zero status code returned while running Conv node. Name:'conv1_token_8' Status Message: /onnxruntime_src/onnxruntime/core/providers/webgpu/shader_helper.cc:306 onnxruntime::webgpu::ShaderVariableHelper& onnxruntime::webgpu::ShaderHelper::AddVariableImpl(bool, const std::string&, onnxruntime::webgpu::ShaderUsage, const onnxruntime::TensorShape&, uint32_t) numbers_storage_buffers_ <= limits_.maxStorageBuffersPerShaderStage was false. Too many storage buffers in shader. Current: 29, Max is 12",
  ])('is told apart from a single tensor that is too large: %s', (message) => {
    expect(outOfMemory(new Error(message), 'webgpu')).toMatchObject({ code: 'device/tensor-too-large', message: expect.stringContaining('tensor') as string })
  })

  it.each([
    'WebGPU validation failed. [Invalid ComputePipeline "Conv"] is invalid due to a previous error.',
    "Non-zero status code returned while running Reshape node. Name:'r' Status Message: The input tensor cannot be reshaped to the requested shape.",
    'CUDA failure 700: an illegal memory access was encountered ; GPU=0',
    // Libraries that do not fit the driver or each other say so too: microsoft/onnxruntime#2386, #17337, #15355 (with most memory free).
    'CUBLAS failure 1: CUBLAS_STATUS_NOT_INITIALIZED ; GPU=0 ; hostname=x ; expr=cublasCreate(&cublas_handle_);',
    'CUDNN failure 1: CUDNN_STATUS_NOT_INITIALIZED ; GPU=0 ; hostname=x ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_stream_handle.cc ; line=52 ; expr=cudnnCreate(&cudnn_handle_);',
    'CUDNN failure 4: CUDNN_STATUS_INTERNAL_ERROR ; GPU=0 ; hostname=x ; expr=cudnnCreate(&cudnn_handle_);',
    // roop-unleashed#995
    'CUBLAS failure 13: CUBLAS_STATUS_EXECUTION_FAILED ; GPU=0 ; hostname=x ; file=D:\\a\\_work\\1\\s\\onnxruntime\\core\\providers\\cuda\\math\\gemm.cc ; line=121 ; expr=cublasGemmHelper()',
  ])('is not mistaken for another trouble: %s', (message) => {
    expect(outOfMemory(new Error(message), 'webgpu')).toBeNull()
  })
})
