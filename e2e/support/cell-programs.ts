/** Programs in the place of the worker's, of somebody who has taken it over: what they say, the page must not believe. */

/** Says that it is ready, and does as it is told when the run starts. */
function taken(onStart: string, onSession = ""): string {
  return `onmessage = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => {
      if (data.kind === "boot") port.postMessage({ kind: "ready" });
      if (data.kind === "mount") port.postMessage({ kind: "done", id: data.id });
      if (data.kind === "session") { ${onSession} }
      if (data.kind === "answers") { port.postMessage({ kind: "output", stream: "stdout", bytes: bytes(JSON.stringify(data.answers[0].answer)) }); end(); }
      if (data.kind === "start") { ${onStart} }
    };
    const ask = (...effects) => port.postMessage({ kind: "effects", effects });
    const bytes = (text) => new TextEncoder().encode(text);
    const end = () => port.postMessage({ kind: "end", end: { reason: "exit", code: 0 } });
    const line = (text) => port.postMessage({ kind: "records", first: 1, lines: bytes(text + "\\n"), isAwaited: false });
    port.postMessage({ kind: "up" });
  };`;
}

const record = (seq: number, type: string) =>
  `{"data":{},"prev":"${"0".repeat(64)}","seq":${seq},"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:00.000Z","type":"${type}","v":1}`;

/** Speaks while it waits for its session, before anybody asks it anything. */
export const SPEAKS_EARLY = `onmessage = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.kind !== "boot") return;
    port.postMessage({ kind: "ready" });
    port.postMessage({ kind: "changed", paths: ["/"] });
  };
  port.postMessage({ kind: "up" });
};`;

const EVIL = '{ effect: "http", request: { method: "GET", url: "https://evil.example/", headers: [] } }';

/** Each of them ends its cell. */
export const FORGERIES: Readonly<Record<string, string>> = {
  "no message at all": taken("port.postMessage(7)"),
  "a message of no known kind": taken('port.postMessage({ kind: "sign", size: 1 })'),
  "a message with more in it": taken('port.postMessage({ kind: "pong", __proto__: null, more: 1 })'),
  "a record of another session": taken(`line(${JSON.stringify(record(1, "fs.read"))})`),
  "a record that is none": taken('line("{}")'),
  "no line": taken('port.postMessage({ kind: "records", first: 1, lines: bytes(""), isAwaited: false })'),
  "a record out of its place": taken(
    'port.postMessage({ kind: "records", first: 9, lines: bytes("{}\\n") })',
  ),
  "half a line": taken('port.postMessage({ kind: "records", first: 1, lines: bytes("{}") })'),
  "two ends": taken("end(); end()"),
  "that it is up twice": taken('port.postMessage({ kind: "up" })'),
  "an answer that nobody asked for": taken('port.postMessage({ kind: "done", id: 99 })'),
  "a question that shows one thing and asks for another": taken(`ask({ id: 1, request: {
    effect: "ask", question: { of: 1, op: "net.fetch", action_sha256: "${"a".repeat(64)}",
    data: { code: "APPROVAL", verdict: "approve", request: { url: "https://good.example/", method: "GET" } }, expires: Date.now() + 60000 } } })`),
  "one effect twice": taken(`for (const id of [1, 1]) ask({ id, request: ${EVIL} })`),
  "one effect twice at once": taken(`ask({ id: 1, request: ${EVIL} }, { id: 1, request: ${EVIL} })`),
  "no effect": taken("ask()"),
  "more effects at once than there may be": taken(
    `ask(...Array.from({ length: 33 }, (_, id) => ({ id, request: ${EVIL} })))`,
  ),
  "effects without end in few messages": taken(
    `for (let id = 0; id < 40000; id += 32) ask(...Array.from({ length: 32 }, (_, i) => ({ id: id + i, request: ${EVIL} })))`,
  ),
  "an effect that nobody performs": taken('ask({ id: 1, request: { effect: "shell", line: "ls" } })'),
  "more output than there may be": taken(
    'for (let i = 0; i < 20; i++) port.postMessage({ kind: "output", stream: "stdout", bytes: new Uint8Array(1 << 20) })',
  ),
  "one giant message": taken(
    'port.postMessage({ kind: "records", first: 1, lines: new Uint8Array(1 << 28), isAwaited: false })',
  ),
  "answers to questions that nobody asked": taken(
    "for (let i = 0; i < 200; i++) port.postMessage({ kind: 'pong' })",
  ),
  "messages without end": taken("for (let i = 0; i < 400000; i++) port.postMessage({ kind: 'pong' })"),
  "a deep message": taken(
    "let x = []; for (let i = 0; i < 300; i++) x = [x]; port.postMessage({ kind: 'changed', paths: x })",
  ),
};

/** Asks the page for what the policy denies. */
export const asksFor = (url: string, method = "GET"): string =>
  taken(
    `ask({ id: 1, request: { effect: "http", request: { method: "${method}", url: "${url}", headers: [] } } })`,
  );

export const NEVER_UP = "onmessage = () => {};";
/** Without an error of its own: whether a browser tells that of a worker that is gone already is chance. */
export const NO_PROGRAM = "close();";
