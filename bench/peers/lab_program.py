"""A run of CNN Lab as its PyTorch program: the module that the peers of a benchmark train by.

The program is the one of `cnn-lab code --run --framework pytorch`: network, first weights, optimizer, schedule, loss, precision and training loop are
those of the run. The peers replace `load_data`, and `DEVICE` where the machine has a GPU that is not to be used.
"""
import sys
import types

import torch


def load_program(case):
    """Names of the program, with `model` on its device and in its memory layout.

    `case`: `program`, `device` (cpu or cuda), `channelsLast`, `threads` (None: PyTorch's choice).
    On a GPU, float32 products are TF32, as in ONNX Runtime.
    """
    torch.manual_seed(0)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    torch.backends.cudnn.benchmark = True
    if case["threads"]:
        torch.set_num_threads(case["threads"])
    # Only load_data needs torchvision: the peer does without its memory, and where it is not installed.
    torchvision = types.ModuleType("torchvision")
    torchvision.datasets = torchvision.transforms = None
    sys.modules["torchvision"] = torchvision
    program = {"__name__": "peer"}
    exec(compile(case["program"], "run.py", "exec"), program)
    program["DEVICE"] = case["device"]
    layout = torch.channels_last if case["channelsLast"] else torch.contiguous_format
    program["model"] = program["model"].to(device=case["device"], memory_format=layout)
    return program
