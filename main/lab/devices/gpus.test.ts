// GPUs in words: what a probe's outcome comes to, with the messages of ONNX Runtime, Dawn and Vulkan's loader as they print them.
import type { Problem } from '@contract/problem'
import { describe, expect, it } from 'vitest'
import { cudaDevice, cudaElsewhere, cudaWithoutProvider } from './cuda'
import { webgpuDevice } from './webgpu'

const failed = (message: string): Problem => ({ code: 'unexpected', message, remedy: 'Report it.' })
const noAdapter = failed(
  '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(const onnxruntime::webgpu::WebGpuContextConfig&)::<lambda()> adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters\n',
)
const rtx = { index: 0, uuid: 'GPU-5a1f', name: 'NVIDIA GeForce RTX 3060', memoryBytes: 12 * 2 ** 30, driverVersion: '550.54.15' }

describe('WebGPU', () => {
  const device = (problem: Problem | null, log: string, platform: NodeJS.Platform = 'linux') => webgpuDevice({ problem, log }, [rtx], 16e9, platform)

  it('has the name and driver that Vulkan tells', () => {
    const log = 'DRIVER:                  Using "AMD Radeon RX 6700 XT (RADV NAVI22)" with driver: "/usr/lib/x86_64-linux-gnu/libvulkan_radeon.so"'
    expect(device(null, log)).toMatchObject({
      ...{ name: 'webgpu', title: 'AMD Radeon RX 6700 XT (RADV NAVI22) through WebGPU', usable: true, reason: '', remedy: '' },
      ...{ driver: 'libvulkan_radeon.so', memoryBytes: 16e9, isSoftware: false },
    })
  })

  it("has memory and driver from NVIDIA's tool where it is NVIDIA's", () => {
    const log = 'DRIVER:                  Using "NVIDIA GeForce RTX 3060" with driver: "libGLX_nvidia.so.0"'
    expect(device(null, log)).toMatchObject({ driver: 'NVIDIA 550.54.15', memoryBytes: 12 * 2 ** 30 })
  })

  it('is called software where it is', () => {
    const log = 'DRIVER:                  Using "SwiftShader Device (Subzero)" with driver: "./libvk_swiftshader.so"'
    expect(device(null, log)).toMatchObject({ title: 'SwiftShader Device (Subzero), a GPU in software', isSoftware: true })
  })

  it('shares the memory of the processor on macOS', () => {
    expect(device(null, '', 'darwin')).toMatchObject({ usable: true, driver: 'Metal', isSoftware: false })
    expect(device(null, '', 'darwin').memoryBytes).toBeGreaterThan(1e9)
  })

  it.each<[string, Problem, string, string, string]>([
    ['the loader is missing', noAdapter, "Warning: Couldn't load Vulkan: libvulkan.so.1: cannot open shared object file: No such file or directory", 'The Vulkan loader, libvulkan.so.1, is not installed.', 'sudo apt-get install libvulkan1 '],
    ['there is no driver', noAdapter, 'Warning: vkCreateInstance: Found no drivers!', 'No Vulkan driver finds a GPU.', 'sudo apt-get install mesa-vulkan-drivers'],
    ['a device lacks features', noAdapter, 'INFO | DRIVER:               [0] llvmpipe (LLVM 15.0.6, 256 bits)\nWarning: Vulkan shaderUniform*ArrayDynamicIndexing required.', 'llvmpipe (LLVM 15.0.6, 256 bits) lacks what WebGPU needs.', 'Install the Vulkan driver'],
    ['something else went wrong', failed('x.cc:1 f() device_ != nullptr was false. Failed to get a WebGPU device: lost'), '', 'Failed to get a WebGPU device: lost.', 'Install the Vulkan driver'],
  ])('says so where %s', (_, problem, log, reason, remedy) => {
    expect(device(problem, log)).toMatchObject({ usable: false, reason })
    const found = device(problem, log)
    expect(`${found.remedy} ${found.command}`).toContain(remedy)
    expect(found.command).toMatch(/^sudo apt-get install [\w -]+$/)
  })

  it('speaks of graphics cards on Windows', () => {
    expect(device(noAdapter, '', 'win32')).toMatchObject({ reason: 'No GPU was found that WebGPU can use.', remedy: 'Update the driver of your graphics card, then look again.' })
  })
})

describe('CUDA', () => {
  it("has memory and driver from NVIDIA's tool", () => {
    expect(cudaDevice({ problem: null, log: '' }, rtx)).toMatchObject({
      ...{ usable: true, title: 'NVIDIA GeForce RTX 3060 through CUDA', driver: 'NVIDIA 550.54.15', memoryBytes: 12 * 2 ** 30 },
    })
  })

  it('is usable where nothing tells which GPU it is', () => {
    expect(cudaDevice({ problem: null, log: '' }, null)).toMatchObject({ usable: true, title: 'NVIDIA GPU through CUDA', driver: '', memoryBytes: null })
  })

  const unloadable = (library: string) =>
    `[E:onnxruntime:onnxruntime-node, provider_bridge_ort.cc:2146 Create] [ONNXRuntimeError] : 1 : FAIL : Failed to load library /lab/node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so with error: ${library}: cannot open shared object file: No such file or directory`

  it.each([
    ['libcudnn.so.9', 'cuDNN 9'],
    ['libcublasLt.so.12', 'CUDA 12'],
    ['libcuda.so.1', "NVIDIA's driver"],
  ])('names the library that is missing: %s', (library, what) => {
    const device = cudaDevice({ problem: failed('OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library'), log: unloadable(library) }, null)
    expect(device).toMatchObject({ usable: false, reason: `${library} is not found.` })
    expect(device.remedy).toContain(`Install ${what}`)
  })

  it("tells CUDA's own error", () => {
    const problem = failed(
      '/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:129 std::conditional_t<THRW, void, onnxruntime::common::Status> onnxruntime::CudaCall(ERRTYPE, const char*, const char*, SUCCTYPE, const char*, const char*, int) [with ERRTYPE = cudaError; bool THRW = true] CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=0 ; hostname=x ; file=/y.cc ; line=2 ; expr=cudaSetDevice(info_.device_id);',
    )
    expect(cudaDevice({ problem, log: '' }, null).reason).toBe('CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version.')
  })

  it("tells the error of a cuDNN that is there in part, as the probe's convolution finds it", () => {
    const problem = failed(
      'Non-zero status code returned while running Conv node. Name:\'Conv\' Status Message: CUDNN failure 1002: CUDNN_STATUS_SUBLIBRARY_VERSION_MISMATCH ; GPU=0 ; hostname=x ; file=/y.cc ; line=2 ; expr=cudnnCreate(&handle);',
    )
    const { reason, remedy } = cudaDevice({ problem, log: '' }, null)
    expect(reason).toBe('CUDNN failure 1002: CUDNN_STATUS_SUBLIBRARY_VERSION_MISMATCH.')
    expect(remedy).toMatch(/^Install all of cuDNN 9 for CUDA 12, or name its folder in LD_LIBRARY_PATH/)
  })

  it('says what to install where the provider is missing, and where it never is', () => {
    expect(cudaWithoutProvider([rtx]).remedy).toMatch(/^Install CUDA 12 and cuDNN 9, fetch the provider by the command below/)
    expect(cudaWithoutProvider([rtx]).command).toMatch(/^ONNXRUNTIME_NODE_INSTALL=true node ".*onnxruntime-node.*install\.js"$/)
    expect(cudaWithoutProvider([]).reason).toContain('no NVIDIA driver answers')
    expect(cudaElsewhere().remedy).toContain('WebGPU')
  })
})
