import "server-only";
import type { Env } from "../env";
import { answerHeaders } from "../http/answer-headers";
import { compressedOf, wantsCompressed } from "../http/compressed";
import type { Front } from "../http/front";
import { isOurHost } from "../http/host";
import { PART_NAMES, type SandboxPart, sandboxPart } from "./parts";

interface Packed extends Pick<SandboxPart, "type" | "tag"> {
  readonly compressed: Buffer;
}

/**
 * The parts of the sandbox as the build has compressed them, before Next sees the request, which compresses them for each visitor and
 * lets no answer of a route say that it did so itself. The route sends them to everybody else (`app/cell/[part]`), also to whoever
 * names another host than ours.
 */
export async function partsFront(root: string, env: Env): Promise<Front> {
  const parts = await packedParts(root);
  return (request, response) => {
    const { url = "", headers } = request;
    const part = parts.get(url);
    if (!part || !wantsCompressed(request) || !isOurHost(headers.host ?? null, env.publicUrl))
      return undefined;
    const { type, tag, compressed } = part;
    const all = {
      ...answerHeaders(url, env).headers,
      "Cache-Control": "no-cache",
      "Content-Type": type,
      ETag: tag,
      Vary: "Accept-Encoding",
    };
    // Checked each time, so that a page never meets a program of another version than its own.
    if (headers["if-none-match"]?.includes(tag)) response.writeHead(304, all).end();
    else {
      const length = compressed.length;
      response.writeHead(200, { ...all, "Content-Encoding": "br", "Content-Length": length }).end(compressed);
    }
    return Promise.resolve();
  };
}

/** By their addresses; without those that the build has not compressed, or that are not there yet. */
async function packedParts(root: string): Promise<ReadonlyMap<string, Packed>> {
  const packed = new Map<string, Packed>();
  for (const name of PART_NAMES) {
    const part = await sandboxPart(name)?.catch(() => undefined);
    const compressed = part && (await compressedOf(root, part.bytes));
    if (!part || !compressed) continue;
    // A tag of its own: it stands for what was sent, to the byte.
    packed.set(`/cell/${name}`, { type: part.type, tag: part.tag.replace(/"$/, '.br"'), compressed });
  }
  return packed;
}
