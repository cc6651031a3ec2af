# Makes the archives in archives/ by Python's own zipfile and tarfile: the same few images, packed in different ways. Run: python3 make-archives.py
import io, os, tarfile, zipfile

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'archives')
os.makedirs(folder, exist_ok=True)
moment = (2026, 1, 1, 0, 0, 0)

# Not decoded by tests of archives, so any bytes do; the long name has 200 bytes, which no plain header of tar holds.
long_name = 'ä' * 98 + '.png'
files = {
    'set/cat/1.png': b'cat one' * 20,
    'set/cat/2.png': b'cat two' * 20,
    'set/dog/1.png': b'dog one' * 20,
    f'set/dog/{long_name}': b'dog long' * 20,
    'set/readme.txt': b'two classes',
}


def zip_of(name, write):
    with zipfile.ZipFile(os.path.join(folder, name), 'w', zipfile.ZIP_DEFLATED) as archive:
        write(archive)


def info(name, method=zipfile.ZIP_DEFLATED):
    entry = zipfile.ZipInfo(name, moment)
    entry.compress_type = method
    return entry


def plain(archive):
    archive.writestr(info('set/empty/'), b'')
    for place, (name, content) in enumerate(files.items()):
        archive.writestr(info(name, zipfile.ZIP_STORED if place % 2 else zipfile.ZIP_DEFLATED), content)


def large_format(archive):
    for name, content in files.items():
        with archive.open(info(name), 'w', force_zip64=True) as entry:
            entry.write(content)


class UnflaggedInfo(zipfile.ZipInfo):
    """Names in UTF-8 without the flag that says so, as macOS writes them."""

    def _encodeFilenameFlags(self):
        return self.filename.encode('utf-8'), self.flag_bits & ~0x800


def unflagged(archive):
    for name, content in files.items():
        archive.writestr(UnflaggedInfo(name, moment), content)


def old_names(archive):
    class OldInfo(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            return self.filename.encode('cp437'), self.flag_bits & ~0x800

    archive.writestr(OldInfo('cat/ä.png', moment), b'a')
    archive.writestr(OldInfo('dög/1.png', moment), b'b')


def bzip2(archive):
    archive.writestr(info('cat/1.png'), b'cat')
    archive.writestr(info('dog/1.png', zipfile.ZIP_BZIP2), b'dog')
    archive.writestr(info('dog/2.png'), b'dog')


zip_of('plain.zip', plain)
zip_of('zip64.zip', large_format)
zip_of('unflagged-utf8.zip', unflagged)
zip_of('code-page-437.zip', old_names)
zip_of('bzip2.zip', bzip2)


def tar_of(name, mode, format, extra=lambda archive: None):
    # Equal runs make equal archives: gzip would write the time.
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode='w', format=format) as archive:
        for path, content in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        extra(archive)
    content = raw.getvalue()
    if mode == 'gz':
        import gzip
        content = gzip.compress(content, 9, mtime=0)
    with open(os.path.join(folder, name), 'wb') as out:
        out.write(content)


def others(archive):
    for name, kind, target in [
        ('set/cat/link.png', tarfile.SYMTYPE, '../../../etc/passwd'),
        ('set/cat/hard.png', tarfile.LNKTYPE, 'set/cat/1.png'),
        ('set/cat/pipe.png', tarfile.FIFOTYPE, ''),
        ('set/empty', tarfile.DIRTYPE, ''),
    ]:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, target
        archive.addfile(entry)


tar_of('pax.tar.gz', 'gz', tarfile.PAX_FORMAT)
tar_of('gnu.tar.gz', 'gz', tarfile.GNU_FORMAT)
tar_of('links.tar.gz', 'gz', tarfile.PAX_FORMAT, others)
