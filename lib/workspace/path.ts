/**
 * The names that files of a workspace can have, by one rule for what is typed, uploaded, unpacked and synced. A path of
 * this form is the same in every file system and URL, and never leaves the workspace (the attack: `../` or an absolute
 * name in a zip or a request). Whether something else has the name already is not looked at here.
 */
export const PATH_UNITS = 200;

/** Why a text is no path in a workspace, in a sentence, or null when it is one. */
export function faultOfName(path: string): string | null {
  if (path === "") return "A file needs a name.";
  if (path.length > PATH_UNITS) return `A path is at most ${PATH_UNITS} characters long.`;
  if (path.startsWith("/")) return "Paths start in the workspace, without a leading slash.";
  if (!/^[A-Za-z0-9_.\-/]+$/.test(path)) return "Use letters, digits, dots, dashes, underscores and slashes.";
  if (path.split("/").some((part) => part === "" || part === "." || part === ".."))
    return "Each part of a path is a name: not empty, not “.” and not “..”.";
  return null;
}
