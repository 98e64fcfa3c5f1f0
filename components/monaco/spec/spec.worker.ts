/** Reads policies beside the page, so that typing waits for nothing: what is wrong with them, where, and the mend. */
import { load } from "@/lib/spec";
import type { PolicyRead, ReadPolicy } from "./messages";

self.onmessage = ({ data: { uri, version, text } }: MessageEvent<ReadPolicy>) => {
  const { diagnostics } = load(text);
  self.postMessage({ uri, version, diagnostics } satisfies PolicyRead);
};
