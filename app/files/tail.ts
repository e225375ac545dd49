/** The last bytes of a stream, at most `size` of them. */
export class Tail {
  #bytes = Buffer.alloc(0);
  constructor(private readonly size: number) {}

  get bytes(): Buffer {
    return this.#bytes;
  }

  push(chunk: Uint8Array): void {
    this.#bytes =
      chunk.length >= this.size
        ? Buffer.from(chunk.subarray(-this.size))
        : Buffer.concat([this.#bytes, chunk]).subarray(-this.size);
  }
}
