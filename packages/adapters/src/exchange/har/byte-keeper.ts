/** Bytes one after the other, in a buffer that grows and is used again. */
export interface ByteKeeper {
  /** Copies `source[from, to)` to the end. */
  append(source: Uint8Array, from: number, to: number): void;
  /** Forgets everything from `size` on. */
  truncate(size: number): void;
  size(): number;
  /** What is kept from `from` on, read as UTF-8. */
  text(from: number): string;
}

export function createByteKeeper(): ByteKeeper {
  let bytes = Buffer.allocUnsafe(4096);
  let size = 0;
  return {
    append(source, from, to) {
      const needed = size + to - from;
      if (needed > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(needed, bytes.length * 2));
        bytes.copy(larger, 0, 0, size);
        bytes = larger;
      }
      bytes.set(source.subarray(from, to), size);
      size = needed;
    },
    truncate(to) {
      size = to;
    },
    size: () => size,
    text: (from) => bytes.toString('utf8', from, size),
  };
}
