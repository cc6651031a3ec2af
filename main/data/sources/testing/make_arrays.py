"""Makes the files of `arrays/` with the programs that make such files: NumPy, Python's pickle, gzip and tarfile.

    python3 main/data/sources/testing/make_arrays.py

NumPy 2 is needed. Each pixel is a function of its place (`pixel`), which the tests know too (array-files.ts).
"""

import gzip
import io
import pickle
import shutil
import struct
import tarfile
from pathlib import Path

import numpy

out = Path(__file__).parent / "arrays"


def pixel(image, channel, row, column):
    return (31 * image + 77 * channel + 7 * row + 3 * column) % 251


def images(count, channels, height, width, first=0):
    """uint8, shape (count, channels, height, width)."""
    i, c, y, x = numpy.ogrid[first : first + count, :channels, :height, :width]
    return pixel(i, c, y, x).astype(numpy.uint8)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


# IDX


def idx(array):
    return struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_idx():
    mnist = out / "mnist"
    write(mnist / "train-images-idx3-ubyte", idx(images(6, 1, 5, 4)[:, 0]))
    write(mnist / "train-labels-idx1-ubyte", idx(numpy.array([0, 1, 2, 0, 1, 2], numpy.uint8)))
    write(mnist / "t10k-images-idx3-ubyte.gz", idx(images(3, 1, 5, 4, first=6)[:, 0]))
    write(mnist / "t10k-labels-idx1-ubyte.gz", idx(numpy.array([2, 1, 0], numpy.uint8)))
    emnist = out / "emnist"
    for part, count, first, labels in [("train", 4, 0, [1, 2, 3, 1]), ("test", 2, 4, [3, 2])]:
        transposed = images(count, 1, 5, 5, first)[:, 0].transpose(0, 2, 1)
        write(emnist / f"emnist-letters-{part}-images-idx3-ubyte.gz", idx(transposed))
        write(emnist / f"emnist-letters-{part}-labels-idx1-ubyte.gz", idx(numpy.array(labels, numpy.uint8)))
    write(emnist / "emnist-letters-mapping.txt", b"1 65 97 \n2 66 98 \n3 67 99 \n")


# CIFAR


class Python2Pickler(pickle._Pickler):
    """Writes text and bytes as Python 2 does, where they are one."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_string(self, value):
        content = value.encode("latin1") if isinstance(value, str) else value
        short = len(content) < 256
        self.write((b"U" + bytes([len(content)]) if short else b"T" + struct.pack("<i", len(content))) + content)
        self.memoize(value)

    dispatch[str] = save_string
    dispatch[bytes] = save_string


def python2_pickle(value):
    """As Python 2 and NumPy 1 pickled the published files, by protocol 2."""
    file = io.BytesIO()
    Python2Pickler(file, 2).dump(value)
    return file.getvalue().replace(b"cnumpy._core.multiarray\n", b"cnumpy.core.multiarray\n")


def batch(count, first, labels, name):
    names = [f"{name}_{i}.png" for i in range(count)]
    return {"batch_label": name, **labels, "data": images(count, 3, 32, 32, first).reshape(count, 3072), "filenames": names}


def rows(count, first, *labels):
    """Binary version: labels, then the pixels of an image."""
    pixels = images(count, 3, 32, 32, first).reshape(count, 3072)
    return b"".join(bytes(label[i] for label in labels) + pixels[i].tobytes() for i in range(count))


def write_tar(path, folder, files):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.GNU_FORMAT) as archive:
        entry = tarfile.TarInfo(folder)
        entry.type = tarfile.DIRTYPE
        archive.addfile(entry)
        for name, file in files.items():
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size = len(file)
            archive.addfile(entry, io.BytesIO(file))
    write(path, content.getvalue())


cifar_10 = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]


def write_cifar():
    # The order of files is another than that of batches, as in the published archives.
    write_tar(
        out / "cifar" / "cifar-10-python.tar.gz",
        "cifar-10-batches-py",
        {
            "data_batch_2": python2_pickle(batch(2, 3, {"labels": [3, 9]}, "second")),
            "readme.html": b"<html></html>",
            "test_batch": python2_pickle(batch(2, 5, {"labels": [1, 0]}, "test")),
            "batches.meta": python2_pickle({"num_cases_per_batch": 3, "label_names": cifar_10, "num_vis": 3072}),
            "data_batch_1": python2_pickle(batch(3, 0, {"labels": [0, 1, 2]}, "first")),
        },
    )
    write_tar(
        out / "cifar" / "cifar-10-binary.tar.gz",
        "cifar-10-batches-bin",
        {
            "data_batch_1.bin": rows(3, 0, [0, 1, 2]),
            "batches.meta.txt": "\n".join(cifar_10).encode() + b"\n\n",
            "data_batch_2.bin": rows(2, 3, [3, 9]),
            "test_batch.bin": rows(2, 5, [1, 0]),
        },
    )
    write_tar(
        out / "cifar" / "cifar-100-python.tar.gz",
        "cifar-100-python",
        {
            "meta": python2_pickle({"fine_label_names": ["apple", "bear", "cloud"], "coarse_label_names": ["food", "nature"]}),
            "test": python2_pickle(batch(2, 3, {"fine_labels": [2, 0], "coarse_labels": [1, 0]}, "test")),
            "train": python2_pickle(batch(3, 0, {"fine_labels": [0, 1, 2], "coarse_labels": [0, 1, 1]}, "train")),
        },
    )
    write_tar(
        out / "cifar" / "cifar-100-binary.tar.gz",
        "cifar-100-binary",
        {
            "train.bin": rows(3, 0, [0, 1, 1], [0, 1, 2]),
            "test.bin": rows(2, 3, [1, 0], [2, 0]),
            "fine_label_names.txt": b"apple\nbear\ncloud\n",
            "coarse_label_names.txt": b"food\nnature\n",
        },
    )


def write_pickles():
    value = {
        "data": images(2, 3, 32, 32).reshape(2, 3072),
        "few": numpy.array([1.5, -2, 3], ">f8"),
        "small": numpy.asfortranarray(numpy.arange(6, dtype=numpy.int16).reshape(2, 3)),
        "labels": [7, numpy.int64(8)],
        "names": ["é", "日本", "a'b\"c\\u0041\n"],
        "bytes": bytes(range(256)),
        "numbers": [0, 255, 65535, -1, 2**31, 2**40, -(2**70), 1.25, True, False, None],
        "nested": [[], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}],
    }
    value["again"] = value["names"]
    for protocol in range(6):
        write(out / "pickles" / f"protocol-{protocol}.pickle", pickle.dumps(value, protocol))
    write(out / "pickles" / "python-2.pickle", python2_pickle({"data": value["data"], "labels": [7, 8]}))


# NumPy


def npz(path, save, **arrays):
    file = io.BytesIO()
    save(file, **arrays)
    write(path, file.getvalue())


def npy(array):
    file = io.BytesIO()
    numpy.save(file, array)
    return file.getvalue()


def write_numpy():
    folder = out / "numpy"
    train, test = images(5, 3, 4, 6), images(2, 3, 4, 6, first=5)
    last = (0, 2, 3, 1)
    npz(
        folder / "stored.npz",
        numpy.savez,
        x_train=train.transpose(last).copy(),
        y_train=numpy.array([[0], [1], [2], [0], [1]], numpy.uint8),
        x_test=test.transpose(last).copy(),
        y_test=numpy.array([[2], [0]], numpy.uint8),
    )
    npz(
        folder / "deflated.npz",
        numpy.savez_compressed,
        train_images=(train / numpy.float32(255)).astype(numpy.float32),
        train_labels=numpy.array([0, 1, 2, 0, 1]),
        val_images=(images(1, 3, 4, 6, first=7) / numpy.float32(255)).astype(numpy.float32),
        val_labels=numpy.array([1]),
        test_images=(test / numpy.float32(255)).astype(numpy.float32),
        test_labels=numpy.array([2, 0]),
        class_names=numpy.array(["cat", "Düne", "日"]),
    )
    grey = images(3, 1, 4, 5)[:, 0]
    write(folder / "pair" / "digits-images.npy", npy(grey))
    write(folder / "pair" / "digits-labels.npy", npy(numpy.array(["two", "one", "two"])))
    types = ["u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"]
    orders = {
        "fortran_nhw": numpy.asfortranarray(grey.astype(">i2")),
        "fortran_nhwc": numpy.asfortranarray(images(3, 3, 4, 5).transpose(last)),
        "fortran_nchw": numpy.asfortranarray(images(3, 3, 4, 5).astype("<f4")),
        "bool": grey > 100,
        "half_unit": (grey / 255).astype("<f2"),
        "double_unit": grey / 255,
    }
    npz(folder / "types.npz", numpy.savez_compressed, labels=numpy.array([0, 1, 1], "<i4"), **{f"type_{t}": grey.astype(t) for t in types}, **orders)


if __name__ == "__main__":
    shutil.rmtree(out, ignore_errors=True)
    write_idx()
    write_cifar()
    write_pickles()
    write_numpy()
