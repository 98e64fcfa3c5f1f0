/**
 * The document of a cell: what `GET /cell` serves into a frame of opaque origin. It takes one message from the page
 * that holds it, makes a worker from the bytes in it, hands the port on, and never listens again. No guest runs here:
 * a document can navigate, open frames and read its ancestors, a worker cannot.
 */
export const CELL_PATH = "/cell";

/**
 * The beginning of the hash of the document and of the policy that it is served with; a test holds the three together.
 * With it in its address the answer may be kept: agents run without a network, and an old one is never taken for a new one.
 */
export const CELL_VERSION = "52709e97d3d3edc4";
export const CELL_URL = `${CELL_PATH}?v=${CELL_VERSION}`;

/**
 * `event.source` is compared, because anybody who gets hold of the frame could send a message first: a program of their
 * own. The port goes to the worker alone; nothing of it is kept.
 */
export const CELL_SCRIPT = `addEventListener("message", function take({ source, data, ports }) {
  if (source !== parent || parent === self || ports.length !== 1) return;
  removeEventListener("message", take);
  const url = URL.createObjectURL(new Blob([data], { type: "text/javascript" }));
  new Worker(url).postMessage(null, [ports[0]]);
});`;

export const CELL_DOCUMENT = `<!doctype html><meta charset="utf-8"><title>cell</title><script>${CELL_SCRIPT}</script>`;
