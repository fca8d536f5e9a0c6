import { createReadStream } from 'node:fs';
import { isStandard } from './files.ts';

/** The bytes of a file, a pipe or standard input, which are read once. */
export interface Bytes {
  /** Where they begin: the first line whole, unless it is longer than that. */
  readonly head: Buffer;
  /** All of them, chunk by chunk. */
  readonly bytes: AsyncIterable<Buffer>;
  /** Lets go of the input where the bytes are not read to their end. */
  readonly close: () => void;
}

const chunkBytes = 262_144;
const headBytes = 65_536;

/** Opens an input; `-` is standard input. */
export async function openBytes(path: string): Promise<Bytes> {
  const stream = isStandard(path)
    ? process.stdin
    : createReadStream(path, { highWaterMark: chunkBytes });
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const begun: Buffer[] = [];
  let length = 0;
  let next = await chunks.next();
  while (!next.done) {
    begun.push(next.value);
    length += next.value.length;
    if (length >= headBytes || /[\r\n]/.test(next.value.toString('latin1'))) break;
    next = await chunks.next();
  }
  const read = Buffer.concat(begun);
  return {
    head: read.subarray(0, headBytes),
    bytes: joined(read, chunks),
    close: () => stream.destroy(),
  };
}

async function* joined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
