/** The module `stream/consumers`. */
import { Buffer } from "../../buffer/buffer";
import { Blob } from "../../web/blob";

type Source = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

async function buffer(stream: Source): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(typeof part === "string" ? Buffer.from(part) : part);
  return Buffer.concat(parts);
}
const text = async (stream: Source) => (await buffer(stream)).toString();

export const consumers = {
  arrayBuffer: async (stream: Source) => Uint8Array.from(await buffer(stream)).buffer,
  blob: async (stream: Source) => new Blob([await buffer(stream)]),
  buffer,
  json: async (stream: Source) => JSON.parse(await text(stream)) as unknown,
  text,
};
