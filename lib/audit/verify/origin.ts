/** Origins of logs: `<host>/s/<sid>` of a session, `<host>/w/<workspace>` of a workspace. */
const SESSION = "/s/";
const WORKSPACE = "/w/";

export function sessionOrigin(origin: string): { readonly host: string; readonly sid: string } | undefined {
  const parts = split(origin, SESSION);
  return parts && { host: parts[0], sid: parts[1] };
}

/** The host of a workspace's log; undefined where the origin is of another kind. */
export function workspaceHost(origin: string): string | undefined {
  return split(origin, WORKSPACE)?.[0];
}

function split(origin: string, mark: string): [string, string] | undefined {
  const at = origin.lastIndexOf(mark);
  const [host, rest] = [origin.slice(0, at), origin.slice(at + mark.length)];
  return at > 0 && rest !== "" && !rest.includes("/") ? [host, rest] : undefined;
}
