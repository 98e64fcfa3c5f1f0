/** The module `url`. */
import { fileURLToPath, pathToFileURL } from "./file-url";
import { format, parse, resolve, Url } from "./legacy";
import { URL, URLSearchParams } from "./whatwg";

interface Parts {
  readonly protocol: string;
  readonly hostname: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly href: string;
  readonly username: string;
  readonly password: string;
  readonly port: string;
}

function urlToHttpOptions(url: Parts): Record<string, unknown> {
  const { hostname, username, password, port, pathname, search } = url;
  return {
    protocol: url.protocol,
    hostname: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname}${search}`,
    href: url.href,
    ...(port !== "" && { port: Number(port) }),
    ...((username || password) && {
      auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}`,
    }),
  };
}

export const url: Record<string, unknown> = {
  Url,
  parse,
  resolve,
  resolveObject: (from: string, to: string) => parse(resolve(from, to)),
  format,
  URL,
  URLSearchParams,
  fileURLToPath,
  pathToFileURL,
  urlToHttpOptions,
  domainToASCII: (name: string) => hostOf(name),
  domainToUnicode: (name: string) => hostOf(name),
};

function hostOf(name: string): string {
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : "";
}
