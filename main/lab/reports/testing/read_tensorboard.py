"""Reads a folder of event files with TensorBoard's own reader and prints what its tabs would show, as JSON."""
import json
import sys

from tensorboard.backend.event_processing import event_accumulator, event_multiplexer
from tensorboard.plugins.hparams import metadata

folder = sys.argv[1]
runs = event_multiplexer.EventMultiplexer(size_guidance={event_accumulator.TENSORS: 0, event_accumulator.SCALARS: 0, event_accumulator.IMAGES: 0})
runs.AddRunsFromDirectory(folder)
runs.Reload()
told = {}
for run in runs.Runs():
    accumulator = runs.GetAccumulator(run)
    tags = accumulator.Tags()
    scalars = {}
    images = {}
    for tag in tags["tensors"]:
        plugin = accumulator.SummaryMetadata(tag).plugin_data.plugin_name
        events = accumulator.Tensors(tag)
        if plugin == "scalars":
            scalars[tag] = [[event.step, event.tensor_proto.float_val[0]] for event in events]
        if plugin == "images":
            images[tag] = [[event.step, int(event.tensor_proto.string_val[0]), int(event.tensor_proto.string_val[1])] for event in events]
    for tag in tags["scalars"]:
        scalars[tag] = [[event.step, event.value] for event in accumulator.Scalars(tag)]
    for tag in tags["images"]:
        images[tag] = [[event.step, event.width, event.height] for event in accumulator.Images(tag)]
    hparams = {}
    start = runs.PluginRunToTagToContent(metadata.PLUGIN_NAME).get(run, {}).get(metadata.SESSION_START_INFO_TAG)
    end = runs.PluginRunToTagToContent(metadata.PLUGIN_NAME).get(run, {}).get(metadata.SESSION_END_INFO_TAG)
    if start is not None:
        for name, value in metadata.parse_session_start_info_plugin_data(start).hparams.items():
            hparams[name] = getattr(value, value.WhichOneof("kind"))
    told[run] = {"scalars": scalars, "images": images, "hparams": hparams, "status": metadata.parse_session_end_info_plugin_data(end).status if end is not None else None}
print(json.dumps(told))
