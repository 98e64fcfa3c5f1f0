/**
 * A guest's side of a few lines, for tests of the cell that are about the cell: it imports its entry, hands out the host's calls,
 * and keeps itself alive while it waits for one. Text is ASCII.
 */
export const TINY_LIBRARY = `
const host = globalThis.__aegis_host;
delete globalThis.__aegis_host;
const waiting = new Map();
let alive = 0;
let exitCode;
const bytesOf = (text) => Uint8Array.from(text, (each) => each.charCodeAt(0));
const textOf = (bytes) => { let text = ""; for (const each of bytes) text += String.fromCharCode(each); return text; };
const failure = (e) => Object.assign(new Error(e.message), e);
function call(name, values = [], bytes) {
  const answer = host(JSON.stringify([name, ...values]), bytes);
  const [text, more] = Array.isArray(answer) ? answer : [answer];
  const { v, e, p } = JSON.parse(text);
  if (e) throw failure(e);
  if (p === undefined) return more ?? v;
  alive++;
  return new Promise((resolve, reject) => waiting.set(p, { resolve, reject }));
}
globalThis.call = call;
globalThis.print = (text) => call("process.write", ["stdout"], bytesOf(text + "\\n"));
globalThis.read = (path) => textOf(call("fs.readFile", [path, 0]));
globalThis.write = (path, text) => call("fs.writeFile", [path, 577, 438], bytesOf(text));
globalThis.get = (url, method = "GET", body) => call("net.fetch", [{ url, method, headers: [], redirect: "follow" }], body && bytesOf(body));
globalThis.raw = host;
globalThis.forever = () => { alive++; };
globalThis.__aegis_entry = (text, extra) => {
  const message = JSON.parse(text);
  if (message.kind === "start") {
    alive++;
    import(message.entry).then(() => { alive--; }, (error) => {
      alive--;
      exitCode = 1;
      call("process.write", ["stderr"], bytesOf(String((error && error.message) ?? error) + "\\n"));
    });
  } else if (message.kind === "settle") {
    const { resolve, reject } = waiting.get(message.promise);
    waiting.delete(message.promise);
    alive--;
    const { v, e } = message.answer;
    if (e) reject(failure(e));
    else resolve(extra ? Object.assign(v, { body: textOf(extra) }) : v);
  } else if (message.kind === "stdin") {
    globalThis.onstdin?.(extra ? textOf(extra) : null);
  } else if (message.kind === "rejections") {
    exitCode = 1;
    call("process.write", ["stderr"], bytesOf("Uncaught " + String(extra[0] && extra[0].message) + "\\n"));
    call("process.exit", [1]);
  }
  return JSON.stringify({ alive: alive > 0, exitCode });
};
`;
