import { isIP } from "node:net";
import { Fault } from "./fault.mjs";

const DEFAULT_PORT = 3000;
const LAST_PORT = 65_535;
const ATTEMPTS = 20;

/**
 * The same rule and words as the server's own table of variables, which cannot be read before an install; a test
 * holds the two together. 0 stands for any free port.
 * @param {string | undefined} text the PORT variable
 * @returns {number}
 */
export function parsePort(text) {
  if (text === undefined) return DEFAULT_PORT;
  if (/^\d{1,5}$/.test(text) && Number(text) <= LAST_PORT) return Number(text);
  const shown = JSON.stringify(text.slice(0, 80));
  throw new Fault(`PORT cannot be ${shown}: give a whole number from 0 to ${LAST_PORT}, for example 3000.`);
}

/**
 * @param {string | undefined} text the HOST variable
 * @returns {string}
 */
export function parseHost(text) {
  if (text === undefined) return "127.0.0.1";
  const name = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
  if (isIP(text) !== 0 || name.test(text)) return text;
  const shown = JSON.stringify(text.slice(0, 80));
  throw new Fault(
    `HOST cannot be ${shown}: give an IP address or a host name without scheme, port or path, for example 127.0.0.1.`,
  );
}

/**
 * Binds to the port, or to the next free one. Binding is the test itself, so nobody can take it in between.
 * @param {import("node:http").Server} server
 * @param {{ host: string, port: number, onTaken: (port: number) => void }} options
 * @returns {Promise<number>} the port that was bound
 */
export async function listen(server, { host, port, onTaken }) {
  for (let candidate = port; ; candidate++) {
    const code = await tryListen(server, host, candidate);
    if (code === undefined) return boundPort(server, candidate);
    if (code !== "EADDRINUSE") throw listenFault(code, host, candidate);
    if (candidate - port + 1 >= ATTEMPTS || candidate === LAST_PORT) {
      throw new Fault(`The ports ${port} to ${candidate} are all taken on ${host}: set PORT to a free one.`);
    }
    onTaken(candidate);
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {number} asked
 */
function boundPort(server, asked) {
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : asked;
}

/**
 * @param {import("node:http").Server} server
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | undefined>} the code of the error, if any
 */
function tryListen(server, host, port) {
  return new Promise((resolve) => {
    const onError = (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? error.message);
    server.once("error", onError);
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", onError);
      resolve(undefined);
    });
  });
}

/**
 * @param {string} code
 * @param {string} host
 * @param {number} port
 */
function listenFault(code, host, port) {
  if (code === "EACCES")
    return new Fault(`Port ${port} needs rights that this user does not have: set PORT to 1024 or more.`);
  return new Fault(
    `HOST is ${JSON.stringify(host)}, where this machine cannot listen (${code}): set it to one of its own addresses, or leave it unset.`,
  );
}

/**
 * The address to open in a browser.
 * @param {string} host
 * @param {number} port
 */
export function urlOf(host, port) {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
