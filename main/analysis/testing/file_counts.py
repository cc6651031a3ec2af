#!/usr/bin/env python3
"""Counts the multiply-adds of the ONNX files in main/engine/parity by other means than the lab, and writes them into file-counts.json.

usage: python3 file_counts.py     (seconds; needs onnx; the tests need it not)

ONNX's own reference evaluator computes every value of a file for images of zeros. Of each Conv, ConvTranspose, Gemm and MatMul the products follow from the
shapes of the arrays that it really read and wrote. The numbers are those of one image.
"""
import json
from pathlib import Path

import numpy as np
from onnx import helper, load, numpy_helper
from onnx.reference import ReferenceEvaluator

HERE = Path(__file__).resolve().parent
FILES = HERE.parent.parent / 'engine' / 'parity'


def multiply_adds(node, read, written):
    if node.op_type == 'Conv':
        return written[0].size * read[1][0].size
    if node.op_type == 'ConvTranspose':
        return read[0].size * read[1][0].size
    if node.op_type == 'MatMul':
        return written[0].size * read[0].shape[-1]
    if node.op_type == 'Gemm':
        transposed = any(attribute.name == 'transA' and attribute.i for attribute in node.attribute)
        return written[0].size * read[0].shape[0 if transposed else 1]
    return 0


def count(path):
    model = load(path)
    images = model.graph.input[0]
    shape = [dim.dim_value or 1 for dim in images.type.tensor_type.shape.dim]
    names = [name for node in model.graph.node for name in node.output if name]
    del model.graph.output[:]
    model.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    feed = {images.name: np.zeros(shape, np.float32)}
    values = dict(zip(names, ReferenceEvaluator(model).run(names, feed))) | feed
    values |= {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    total = sum(
        multiply_adds(node, [values.get(name) for name in node.input], [values[name] for name in node.output if name])
        for node in model.graph.node
    )
    return total // shape[0]


counts = {str(path.relative_to(FILES)): count(path) for path in sorted(FILES.glob('*/*.onnx'))}
(HERE / 'file-counts.json').write_text(json.dumps(counts, indent=2) + '\n')
