// Inner loops over the pixels of images, in WebAssembly for its vectors of 128 bits. Whole numbers alone, so that every machine gets the same.
// build.sh compiles it into resample-wasm.ts.
#include <stdint.h>
#include <wasm_simd128.h>

// Weights are in 16,384ths and sum to that; rows between the two passes are in 64ths.
enum { weight_bits = 14, between_bits = 6 };

#define EXPORT(name) __attribute__((export_name(name)))

// The weighted sum of rows.
// rows: `count` of them, `stride` bytes apart; between: `length` numbers; both with 16 bytes to spare behind. `weights` has an even number of entries, the last 0 where `count` is odd.
EXPORT("sumRows")
void sum_rows(const uint8_t *rows, int stride, int length, const int16_t *weights, int count, int16_t *between) {
  const v128_t half = wasm_i32x4_splat(1 << (weight_bits - between_bits - 1));
  for (int at = 0; at < length; at += 16) {
    v128_t sums[4] = {half, half, half, half};
    for (int row = 0; row < count; row += 2) {
      const uint8_t *first = rows + row * stride + at;
      const v128_t a = wasm_v128_load(first);
      const v128_t b = wasm_v128_load(row + 1 < count ? first + stride : first);
      const v128_t pair = wasm_i32x4_splat((uint16_t)weights[row] | (uint32_t)(uint16_t)weights[row + 1] << 16);
      const v128_t low = wasm_i8x16_shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const v128_t high = wasm_i8x16_shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      sums[0] = wasm_i32x4_add(sums[0], wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(low), pair));
      sums[1] = wasm_i32x4_add(sums[1], wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(low), pair));
      sums[2] = wasm_i32x4_add(sums[2], wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(high), pair));
      sums[3] = wasm_i32x4_add(sums[3], wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(high), pair));
    }
    for (int part = 0; part < 4; part++) sums[part] = wasm_i32x4_shr(sums[part], weight_bits - between_bits);
    wasm_v128_store(between + at, wasm_i16x8_narrow_i32x4(sums[0], sums[1]));
    wasm_v128_store(between + at + 8, wasm_i16x8_narrow_i32x4(sums[2], sums[3]));
  }
}

static uint8_t rounded(int sum) {
  return (uint8_t)((sum + (1 << (weight_bits + between_bits - 1))) >> (weight_bits + between_bits));
}

// Sixteen values of one channel (0, 1 or 2) out of sixteen pixels of four bytes.
#define CHANNEL(a, b, c, d, channel) \
  wasm_i8x16_shuffle(FOUR_AND_FOUR(a, b, channel), FOUR_AND_FOUR(c, d, channel), 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define FOUR_AND_FOUR(a, b, channel) \
  wasm_i8x16_shuffle(a, b, channel, channel + 4, channel + 8, channel + 12, channel + 16, channel + 20, channel + 24, channel + 28, 0, 0, 0, 0, 0, 0, 0, 0)

// Pixels of four bytes, the last of them nothing, to channels that lie `plane` bytes apart.
static void separate(const uint8_t *pixels, int width, uint8_t *result, int plane) {
  int pixel = 0;
  for (; pixel + 16 <= width; pixel += 16, pixels += 64) {
    const v128_t a = wasm_v128_load(pixels), b = wasm_v128_load(pixels + 16), c = wasm_v128_load(pixels + 32), d = wasm_v128_load(pixels + 48);
    wasm_v128_store(result + pixel, CHANNEL(a, b, c, d, 0));
    wasm_v128_store(result + pixel + plane, CHANNEL(a, b, c, d, 1));
    wasm_v128_store(result + pixel + 2 * plane, CHANNEL(a, b, c, d, 2));
  }
  for (; pixel < width; pixel++, pixels += 4)
    for (int channel = 0; channel < 3; channel++) result[pixel + channel * plane] = pixels[channel];
}

// Two pixels of three numbers, times a weight each.
static inline v128_t two_taps(const int16_t *from, const int16_t *weights) {
  const v128_t two = wasm_v128_load(from);
  return wasm_i32x4_dot_i16x8(wasm_i16x8_shuffle(two, two, 0, 3, 1, 4, 2, 5, 6, 7), wasm_v128_load32_splat(weights));
}

// One row of the result, channel by channel. Taps of each pixel begin at starts[pixel]; weights has `taps` for each, an even number, those beyond a pixel's own 0.
// between: pixels of `channels` (1 or 3) numbers, with 16 bytes to spare behind each tap; pixels: 4 bytes for each, to work in; plane: bytes between channels.
EXPORT("sumColumns")
void sum_columns(const int16_t *between, int channels, const int32_t *starts, const int16_t *weights, int taps, int width, uint8_t *pixels, uint8_t *result, int plane) {
  if (channels == 1) {
    for (int pixel = 0; pixel < width; pixel++, weights += taps) {
      const int16_t *from = between + starts[pixel];
      int sum = 0;
      for (int tap = 0; tap < taps; tap++) sum += weights[tap] * from[tap];
      result[pixel] = rounded(sum);
    }
    return;
  }
  for (int pixel = 0; pixel < width; pixel++, weights += taps) {
    const int16_t *from = between + starts[pixel] * 3;
    v128_t sums = wasm_i32x4_add(wasm_i32x4_splat(1 << (weight_bits + between_bits - 1)), two_taps(from, weights));
    for (int tap = 2; tap < taps; tap += 2) sums = wasm_i32x4_add(sums, two_taps(from + 3 * tap, weights + tap));
    const v128_t values = wasm_i32x4_shr(sums, weight_bits + between_bits);
    const v128_t words = wasm_i16x8_narrow_i32x4(values, values);
    wasm_v128_store32_lane(pixels + 4 * pixel, wasm_u8x16_narrow_i16x8(words, words), 0);
  }
  separate(pixels, width, result, plane);
}

static int sum_of_lanes(v128_t lanes) {
  return wasm_i32x4_extract_lane(lanes, 0) + wasm_i32x4_extract_lane(lanes, 1) + wasm_i32x4_extract_lane(lanes, 2) + wasm_i32x4_extract_lane(lanes, 3);
}

// Adds up the pixels of a colour image, whose channels lie one behind the other: [r, g, b, rr, rg, rb, gg, gb, bb] is added to `sums`.
EXPORT("sumColours")
void sum_colours(const uint8_t *red, int pixels, double *sums) {
  enum { piece = 16384 }; // so that no sum of products leaves 31 bits
  const uint8_t *green = red + pixels, *blue = green + pixels;
  const v128_t ones = wasm_i16x8_splat(1);
  for (int start = 0; start < pixels; start += piece) {
    const int end = start + piece < pixels ? start + piece : pixels;
    v128_t lanes[9] = {0};
    int at = start;
    for (; at + 8 <= end; at += 8) {
      const v128_t r = wasm_u16x8_load8x8(red + at), g = wasm_u16x8_load8x8(green + at), b = wasm_u16x8_load8x8(blue + at);
      const v128_t products[9] = {
        wasm_i32x4_dot_i16x8(r, ones), wasm_i32x4_dot_i16x8(g, ones), wasm_i32x4_dot_i16x8(b, ones), wasm_i32x4_dot_i16x8(r, r), wasm_i32x4_dot_i16x8(r, g),
        wasm_i32x4_dot_i16x8(r, b), wasm_i32x4_dot_i16x8(g, g), wasm_i32x4_dot_i16x8(g, b), wasm_i32x4_dot_i16x8(b, b),
      };
      for (int sum = 0; sum < 9; sum++) lanes[sum] = wasm_i32x4_add(lanes[sum], products[sum]);
    }
    for (int sum = 0; sum < 9; sum++) sums[sum] += sum_of_lanes(lanes[sum]);
    for (; at < end; at++) {
      const int r = red[at], g = green[at], b = blue[at];
      const int products[9] = {r, g, b, r * r, r * g, r * b, g * g, g * b, b * b};
      for (int sum = 0; sum < 9; sum++) sums[sum] += products[sum];
    }
  }
}
