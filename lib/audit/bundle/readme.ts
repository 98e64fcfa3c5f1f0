/** The text that goes along with a bundle: what is in it, which keys it names, how to verify it, with our tools or without. */
import { GO_PROGRAM } from "./go-program";

/** Would reorder or hide text on a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export interface About {
  readonly sid: string;
  /** As the first record names it. */
  readonly vkey?: string;
  /** Of whoever countersigned or witnessed, as whoever exports knows them. */
  readonly otherKeys: readonly string[];
  /** Of the workspace's log, in which the checkpoint is proved to be: without it the proof says nothing. */
  readonly logKey?: string;
  readonly hasCheckpoint: boolean;
  readonly hasProof: boolean;
  readonly hasPolicy: boolean;
  readonly hasBodies: boolean;
}

export function readmeText(about: About): string {
  return [
    `The audit log of session ${about.sid}`,
    ...filesPart(about),
    ...keysPart(about),
    ...verifyPart(about),
    ...limitsPart,
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function filesPart({ hasCheckpoint, hasProof, hasPolicy, hasBodies }: About): string[] {
  const rows: [boolean, string, string][] = [
    [true, "entries.jsonl", "the records, one a line: canonical JSON, each with the hash of the one before"],
    [hasCheckpoint, "session.checkpoint", "size and root of the log, signed (C2SP tlog-checkpoint)"],
    [
      hasProof,
      "session.tlog-proof",
      "proof that the checkpoint is in the log of the workspace (C2SP tlog-proof)",
    ],
    [hasPolicy, "policy.tlog-policy", "which witnesses somebody asked for (C2SP tlog-policy)"],
    [hasBodies, "bodies/", "what the records name by hash alone: 16 bytes of salt, then the bytes"],
  ];
  return [
    "",
    "Files",
    "",
    ...rows.flatMap(([isThere, name, what]) => (isThere ? [`  ${name.padEnd(20)}${what}`] : [])),
  ];
}

function keysPart({ vkey, otherKeys }: About): string[] {
  const keys = vkey === undefined ? otherKeys : [vkey, ...otherKeys];
  if (keys.length === 0) return ["", "Keys", "", "  The log names no key."];
  return [
    ...["", "Keys", "", "  As this bundle names them. Whoever forges a bundle names his own: compare them"],
    ...["  with what the server publishes, or with what you were told in another way.", ""],
    ...keys.map((key) => `  ${key.replace(UNPRINTABLE, "?")}`),
  ];
}

/** The name in a key is anybody's text, and this line is pasted into a shell. */
function pasteable(vkey: string | undefined): string {
  return vkey !== undefined && /^[\w./:+=@-]+$/.test(vkey) ? vkey : "VKEY";
}

function verifyPart({ vkey, logKey, hasCheckpoint, hasProof }: About): string[] {
  if (!hasCheckpoint) {
    return [
      ...[
        "",
        "Verify",
        "",
        "  There is no checkpoint. The order of the records can be checked, but nothing shows",
      ],
      ...["  whether more of them followed:", "", "    npx aegis log verify BUNDLE"],
    ];
  }
  const needed = hasProof
    ? "  With the key of the session, or of the cosigner, and that of the workspace's log, as you know them:"
    : "  With the key of the session, or of the cosigner, as you know it:";
  const keys = hasProof ? [vkey, logKey] : [vkey];
  return [
    ...["", "Verify", "", needed, ""],
    `    npx aegis log verify ${keys.map((key) => `--key '${pasteable(key)}'`).join(" ")} BUNDLE`,
    ...[
      "",
      "  Without any of our tools: unpack the bundle, save what follows as main.go beside the files, and",
      "",
    ],
    ...["    go mod init verify && go mod tidy", `    go run . '${pasteable(vkey)}'`, ""],
    ...GO_PROGRAM.trimEnd()
      .split("\n")
      .map((line) => (line === "" ? "" : `    ${line}`)),
  ];
}

const limitsPart: readonly string[] = [
  "",
  "What this does not prove",
  "",
  "  The log shows that what was recorded was not changed, shortened or shown differently since it was",
  "  countersigned. It does not show that everything was recorded, nor what was recorded before the first",
  "  countersignature. An operator who holds every key could still show different logs to different people;",
  "  only independent witnesses rule that out.",
];
