/**
 * The names that files of a workspace can have, by one rule for what is typed, uploaded, unpacked and synced. Letters of any script are
 * letters; what two people cannot tell apart by looking is no name. A path of this form is one path in every file system and URL
 * (there with its letters escaped), and never leaves the workspace. Whether something else has the name already is not looked at here.
 *
 * Attacks: `../` or an absolute name in a zip or a request; letters that turn others around, so that `gpj.exe` reads `exe.jpg`; characters
 * without a width or a look, and one letter in two spellings (é as one character or two), so that two names look the same; a control
 * character, for whoever lists names in a terminal; a space at an end, which some systems drop.
 */
export const PATH_UNITS = 200;
/** No file system that people have takes more. */
const PART_BYTES = 255;

/** One spelling for letters that have several: what systems bring otherwise is brought to it. */
export function normalName(path: string): string {
  return path.normalize("NFC");
}

/** Letters, digits, signs that stand on them, pictures, and a few more. Above all no `\`, `:`, `#`, `%`, `?` and `*`. */
const ALLOWED = /^[\p{L}\p{M}\p{N}\p{So}\p{Emoji_Modifier}_.\-/ ()+,=@~'!&[\]]+$/u;
/** Nobody sees them, or nobody sees that they are there: among letters, signs and pictures as well. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/u;

/** Why a text is no path in a workspace, in a sentence, or null when it is one. */
export function faultOfName(path: string): string | null {
  if (path === "") return "A file needs a name.";
  if (path.length > PATH_UNITS) return `A path is at most ${PATH_UNITS} characters long.`;
  if (path.startsWith("/")) return "Paths start in the workspace, without a leading slash.";
  if (UNSEEN.test(path)) return "It has a character that cannot be seen, or that turns others around.";
  if (!path.isWellFormed() || !ALLOWED.test(path))
    return "Use letters, digits, spaces, slashes and _ . - ( ) + , = @ ~ ' ! & [ ].";
  if (path !== normalName(path)) return "Its letters are spelled in an unusual way; type the name anew.";
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "Each part of a path is a name: not empty, not “.” and not “..”.";
  if (parts.some((part) => /^ | $| {2}/.test(part)))
    return "No part of a path begins or ends with a space, or has two in a row.";
  if (parts.some((part) => bytesOf(part) > PART_BYTES))
    return `Each part of a path has at most ${PART_BYTES} bytes in UTF-8.`;
  return null;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
