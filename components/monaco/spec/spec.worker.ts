/** Reads policies beside the page, so that typing waits for nothing. */
import { answer } from "./answers";
import type { Answer, Question } from "./messages";

self.onmessage = ({ data: { number, ask, of } }: MessageEvent<Question>) => {
  // What one text brings down shall not leave the page waiting for it.
  const tried = attempt(() => answer(ask, of));
  self.postMessage({ number, ...(tried !== undefined && { answer: tried }) } satisfies Answer);
};

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    console.error(error);
    return undefined;
  }
}
