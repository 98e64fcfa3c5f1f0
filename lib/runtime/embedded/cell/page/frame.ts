/** The frame of a cell: opaque origin, nothing of the page in it, gone with everything in it when it is removed. */
import { CELL_PATH } from "../document";

export interface Frame {
  readonly port: MessagePort;
  /** Ends whatever runs in it, at once. What it had sent can still be read. */
  remove(): void;
}

/** Resolves when the document has loaded and was handed the program and its end of the port. */
export function openFrame(program: Uint8Array, document: Document, signal: AbortSignal): Promise<Frame> {
  const frame = document.createElement("iframe");
  // The answer's own policy says the same; a frame that got another answer is as shut in by this.
  frame.sandbox.add("allow-scripts");
  frame.hidden = true;
  frame.title = "Sandbox";
  frame.src = CELL_PATH;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      frame.remove();
      reject(signal.reason);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    const onLoad = () => {
      signal.removeEventListener("abort", onAbort);
      const { port1: port, port2 } = new MessageChannel();
      // An opaque origin has no name to send to; that it is our document, the page's frame-src says.
      frame.contentWindow?.postMessage(program, "*", [port2]);
      resolve({ port, remove: () => frame.remove() });
    };
    frame.addEventListener("load", onLoad, { once: true });
    document.body.append(frame);
  });
}
