# Makes small image files of each kind by real encoders, with what Pillow decodes them to. Run: python3 make-images.py (numpy, Pillow, tifffile and imagecodecs)
import base64, io, json, os, struct, zlib
import imagecodecs, numpy as np, tifffile
from PIL import Image, ImageCms, ImageOps

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'files')
os.makedirs(folder, exist_ok=True)
expected = {}

width, height = 13, 9
y, x = np.mgrid[0:height, 0:width]
# Smooth, so that lossy encoders stay close; another colour in each corner.
rgb = np.stack([x * 255 // (width - 1), y * 255 // (height - 1), 255 - (x + y) * 255 // (width + height - 2)], -1).astype(np.uint8)
alpha = np.where(x < 4, 0, np.where(x < 8, 128, 255)).astype(np.uint8)
colour = Image.fromarray(rgb)
grey = colour.convert('L')
with_alpha = Image.fromarray(np.dstack([rgb, alpha]))
palette = colour.quantize(16)


def keep(name, content, image=None, tolerance=0):
    """Writes a file; what is expected of it is what Pillow reads, unless another image is given."""
    with open(os.path.join(folder, name), 'wb') as out:
        out.write(content)
    if image is None:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        image.seek(0)
    rgba = image.convert('RGBA')
    expected[name] = {'width': rgba.width, 'height': rgba.height, 'tolerance': tolerance, 'rgba': base64.b64encode(zlib.compress(rgba.tobytes(), 9)).decode()}


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def as_rgba(array):
    return Image.fromarray(array.astype(np.uint8))


# PNG. Pillow writes neither 16 bits of colour nor interlacing: imagecodecs (libpng) does the first, the chunks below the second.
keep('rgb8.png', saved(colour, 'PNG'))
keep('rgba8.png', saved(with_alpha, 'PNG'))
keep('grey8.png', saved(grey, 'PNG'))
keep('grey-alpha8.png', saved(with_alpha.convert('LA'), 'PNG'))
keep('grey1.png', saved(grey.point(lambda value: 255 * (value > 100), '1'), 'PNG'))
keep('palette8.png', saved(colour.quantize(200), 'PNG'))
keep('palette4.png', saved(palette, 'PNG', bits=4))
keep('palette2.png', saved(colour.quantize(4), 'PNG', bits=2))
keep('palette-transparent.png', saved(palette, 'PNG', transparency=3))
keep('rgb-transparent.png', saved(colour, 'PNG', transparency=tuple(int(value) for value in rgb[0, 0])))
grey16 = (np.asarray(grey).astype(np.uint16) * 257 + 40).clip(0, 65535).astype(np.uint16)
rgb16 = rgb.astype(np.uint16) * 257
keep('grey16.png', imagecodecs.png_encode(grey16), as_rgba(np.round(grey16 / 257)).convert('RGB'))
keep('rgb16.png', imagecodecs.png_encode(rgb16), colour)
keep('rgba16.png', imagecodecs.png_encode(np.dstack([rgb16, alpha.astype(np.uint16) * 257])), with_alpha)


def interlaced_png(pixels):
    """Seven passes of Adam7, rows without filters."""
    def chunk(kind, content):
        return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    rows = b''
    for top, left, down, across in passes:
        part = pixels[top::down, left::across]
        if part.size:
            rows += b''.join(b'\0' + row.tobytes() for row in part)
    head = struct.pack('>IIBBBBB', pixels.shape[1], pixels.shape[0], 8, 2, 0, 0, 1)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


keep('interlaced.png', interlaced_png(rgb))
keep('one-pixel.png', saved(colour.crop((5, 5, 6, 6)), 'PNG'))

# JPEG. Decoders differ by a few 255ths, most of all where colour has half the resolution.
keep('rgb444.jpg', saved(colour, 'JPEG', quality=95, subsampling=0), tolerance=3)
keep('rgb420.jpg', saved(colour, 'JPEG', quality=95, subsampling=2), tolerance=12)
keep('progressive.jpg', saved(colour, 'JPEG', quality=95, subsampling=0, progressive=True), tolerance=3)
keep('grey.jpg', saved(grey, 'JPEG', quality=95), tolerance=3)
cmyk = colour.convert('CMYK')
keep('cmyk-adobe.jpg', saved(cmyk, 'JPEG', quality=95), tolerance=4)
ycck = imagecodecs.jpeg8_encode(255 - np.asarray(cmyk), level=95, colorspace='CMYK', outcolorspace='YCCK', subsampling='444')
keep('ycck-adobe.jpg', ycck, tolerance=4)


def without_adobe(jpeg):
    """Without the marker that says the values are inverted: readers take them as they are."""
    at = jpeg.index(b'\xff\xee')
    return jpeg[:at] + jpeg[at + 2 + struct.unpack('>H', jpeg[at + 2:at + 4])[0]:]


keep('cmyk-plain.jpg', without_adobe(saved(Image.fromarray(np.asarray(cmyk), 'CMYK'), 'JPEG', quality=95)), tolerance=4)
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[274] = orientation
    keep(f'orientation{orientation}.jpg', saved(colour, 'JPEG', quality=95, subsampling=0, exif=exif), tolerance=3)
exif = Image.Exif()
exif[274] = 6
keep('orientation6.webp', saved(colour, 'WEBP', lossless=True, exif=exif))
keep('orientation6.tiff', saved(colour, 'TIFF', exif=exif))

# WebP.
keep('lossless.webp', saved(colour, 'WEBP', lossless=True))
keep('lossy.webp', saved(colour, 'WEBP', quality=95), tolerance=12)
keep('alpha.webp', saved(with_alpha, 'WEBP', lossless=True, exact=True))
keep('animated.webp', saved(colour, 'WEBP', lossless=True, save_all=True, append_images=[ImageOps.invert(colour)]))

# BMP.
keep('rgb24.bmp', saved(colour, 'BMP'))
keep('palette8.bmp', saved(palette, 'BMP'))
keep('grey8.bmp', saved(grey, 'BMP'))
keep('one-bit.bmp', saved(grey.point(lambda value: 255 * (value > 100), '1'), 'BMP'))
keep('rgb32.bmp', saved(colour.convert('RGBA'), 'BMP'), colour)

# TIFF.
for compression in ['raw', 'tiff_lzw', 'tiff_adobe_deflate', 'packbits']:
    keep(f'{compression.replace("_", "-")}.tiff', saved(colour, 'TIFF', compression=compression))
keep('jpeg.tiff', saved(colour, 'TIFF', compression='jpeg', quality=95), tolerance=12)
keep('grey16.tiff', saved(Image.fromarray(grey16), 'TIFF'), as_rgba(np.round(grey16 / 257)).convert('RGB'))
keep('rgba.tiff', saved(with_alpha, 'TIFF'))
keep('cmyk.tiff', saved(cmyk, 'TIFF'))
keep('palette.tiff', saved(palette, 'TIFF'))
keep('palette-lzw.tiff', saved(palette, 'TIFF', compression='tiff_lzw'))
out = io.BytesIO()
tifffile.imwrite(out, np.stack([rgb16, 65535 - rgb16]), photometric='rgb', byteorder='>')
keep('pages-big-endian16.tiff', out.getvalue(), colour)
out = io.BytesIO()
tifffile.imwrite(out, np.tile(rgb, (4, 3, 1)), photometric='rgb', tile=(16, 16))
keep('tiles.tiff', out.getvalue(), Image.fromarray(np.tile(rgb, (4, 3, 1))))

# GIF, always with colours of a palette.
keep('plain.gif', saved(palette, 'GIF', interlace=0))
keep('interlaced.gif', saved(palette, 'GIF', interlace=1))
keep('many-colours.gif', saved(Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 80), dtype=np.uint8), 'P').convert('RGB').quantize(256), 'GIF', interlace=0))
transparent = palette.copy()
keep('transparent.gif', saved(transparent, 'GIF', interlace=0, transparency=3))
second = ImageOps.invert(colour).quantize(16)
keep('animated.gif', saved(palette, 'GIF', save_all=True, append_images=[second], interlace=0))
plain = saved(palette, 'GIF', interlace=0)


def moved_frame(gif, left, top, screen):
    """The same frame elsewhere on a larger screen; what is around it is transparent."""
    at = gif.index(b',', 13 + 3 * 2 ** ((gif[10] & 7) + 1))
    return gif[:6] + struct.pack('<HH', *screen) + gif[10:at + 1] + struct.pack('<HH', left, top) + gif[at + 5:]


around = Image.new('RGBA', (20, 15), (0, 0, 0, 0))
around.paste(palette.convert('RGBA'), (5, 3))
keep('frame-within.gif', moved_frame(plain, 5, 3, (20, 15)), around)

json.dump(expected, open(os.path.join(folder, 'expected.json'), 'w'), indent=0)

# An image in other sizes, by Pillow's BILINEAR: whole, and of the middle that a crop keeps.
noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (23, 37, 3), dtype=np.uint8))
with open(os.path.join(folder, 'noise.png'), 'wb') as out:
    out.write(saved(noise, 'PNG'))


def packed(image):
    return base64.b64encode(zlib.compress(np.asarray(image).transpose(2, 0, 1).tobytes(), 9)).decode()


sizes = [(16, 12), (64, 50), (5, 40), (37, 23), (1, 1), (36, 22)]
stretched = [{'width': w, 'height': h, 'pixels': packed(noise.resize((w, h), Image.BILINEAR))} for w, h in sizes]
boxes = [((16, 16), (7, 0, 30, 23)), ((40, 10), (0, 6, 37, 15.25)), ((30, 30), (7, 0, 30, 23))]
cropped = [{'width': w, 'height': h, 'pixels': packed(noise.resize((w, h), Image.BILINEAR, box=box))} for (w, h), box in boxes]
json.dump({'stretch': stretched, 'crop': cropped}, open(os.path.join(folder, 'resized.json'), 'w'), indent=0)
print(len(expected), 'files,', sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder)), 'bytes')
