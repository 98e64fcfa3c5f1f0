/** The frame of a cell: opaque origin, nothing of the page in it, gone with everything in it when it is removed. */
import { CELL_URL } from "../document";

/** A frame whose document waits for its program. */
export interface EmptyFrame {
  /** Once: the document listens no more afterwards. */
  handOver(program: Uint8Array): Frame;
  remove(): void;
}

export interface Frame {
  readonly port: MessagePort;
  /** False when it was taken out of the page: its worker is ended then, if not at once. */
  readonly isThere: boolean;
  /** Ends whatever runs in it, at once. What it had sent can still be read. */
  remove(): void;
}

/** Resolves when the document has loaded. */
export function openFrame(document: Document, signal: AbortSignal): Promise<EmptyFrame> {
  const frame = document.createElement("iframe");
  // The answer's own policy says the same; a frame that got another answer is as shut in by this.
  frame.sandbox.add("allow-scripts");
  frame.hidden = true;
  frame.title = "Sandbox";
  frame.src = CELL_URL;
  const remove = () => frame.remove();
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      remove();
      reject(signal.reason);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    const onLoad = () => {
      signal.removeEventListener("abort", onAbort);
      resolve({ handOver: (program) => handOver(frame, program), remove });
    };
    frame.addEventListener("load", onLoad, { once: true });
    document.body.append(frame);
  });
}

function handOver(frame: HTMLIFrameElement, program: Uint8Array): Frame {
  const { port1: port, port2 } = new MessageChannel();
  // An opaque origin has no name to send to; that it is our document, the page's frame-src says.
  frame.contentWindow?.postMessage(program, "*", [port2]);
  return {
    port,
    get isThere() {
      return frame.isConnected;
    },
    remove: () => frame.remove(),
  };
}
