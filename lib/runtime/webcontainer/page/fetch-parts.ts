/** What a page puts into a container, from the product's own server. */
import { joinBytes, utf8 } from "../../../audit/bytes";
import { loadWasmHasher } from "../../../audit/hash";
import type { ContainerParts } from "./guest";

export interface FetchedParts {
  readonly parts: ContainerParts;
  readonly builtins: Readonly<Record<string, string>>;
}

export async function fetchParts(): Promise<FetchedParts> {
  const [wrapper, inside, library, builtins] = await Promise.all([
    textOf("/cell/container.mjs"),
    textOf("/cell/inside.js"),
    textOf("/cell/guest.js"),
    textOf("/cell/builtins.json"),
  ]);
  const hasher = await loadWasmHasher();
  // Each by its own digest, so that nothing can move from one to the next unseen.
  const digests = [wrapper, inside, library, builtins].map((text) => hasher.sha256(utf8(text)));
  return {
    parts: { wrapper, inside, library, build: joinBytes(digests) },
    builtins: JSON.parse(builtins) as Record<string, string>,
  };
}

async function textOf(path: string): Promise<string> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`The server has no ${path}: it answered ${response.status}.`);
  return response.text();
}
