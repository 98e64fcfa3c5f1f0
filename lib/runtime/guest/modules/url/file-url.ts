/** Between URLs of files and paths. */
import { codedError, invalidArgType } from "../../core/errors";
import { resolve } from "../path";
import { URL } from "./whatwg";

interface Located {
  readonly protocol: string;
  readonly hostname: string;
  readonly pathname: string;
}

export function fileURLToPath(value: unknown): string {
  const url = (typeof value === "string" ? new URL(value) : value) as Located | null;
  if (typeof url !== "object" || url === null || url.protocol === undefined || url.pathname === undefined)
    throw invalidArgType("path", ["string", "URL"], value);
  if (url.protocol !== "file:") {
    throw codedError(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  }
  if (url.hostname !== "") {
    throw codedError(
      TypeError,
      "ERR_INVALID_FILE_URL_HOST",
      'File URL host must be "localhost" or empty on linux',
    );
  }
  if (/%2f/i.test(url.pathname)) {
    throw codedError(
      TypeError,
      "ERR_INVALID_FILE_URL_PATH",
      "File URL path must not include encoded / characters",
    );
  }
  return decodeURIComponent(url.pathname);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "%": "%25",
  "\\": "%5C",
  "\n": "%0A",
  "\r": "%0D",
  "\t": "%09",
  "?": "%3F",
  "#": "%23",
};

export function pathToFileURL(path: unknown): URL {
  if (typeof path !== "string") throw invalidArgType("path", "string", path);
  let whole = resolve(path);
  if (path.endsWith("/") && !whole.endsWith("/")) whole += "/";
  return new URL(`file://${whole.replace(/[%\\\n\r\t?#]/g, (unit) => ESCAPES[unit] ?? unit)}`);
}
