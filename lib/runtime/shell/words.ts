/**
 * The words that the shell itself understands. Those of `PLAIN` start no program and touch nothing but the shell's own
 * state (and files, through the mediator like everything else): inside of what was decided they are not asked about again.
 * `command`, `builtin` and `exec` are among them because what they start comes back as a command of its own.
 */
export const PLAIN: ReadonlySet<string> = new Set(
  (
    ": true false [ test let set shopt local declare typeset readonly export unset read mapfile readarray shift getopts " +
    "break continue return exit cd pushd popd dirs hash type help wait compgen complete compopt command builtin exec"
  ).split(" "),
);

/**
 * Words that run a text which was put together elsewhere. The policy refuses them by their names, in a script as in a line:
 * who reads the record of one sees which text ran only if it stands in a file or in the line.
 */
export const RUNS_TEXT: ReadonlySet<string> = new Set(["eval", "source", "."]);

/** The only folders where a bare name is looked up; nothing is in them but the shell's own programs. */
export const PROGRAM_FOLDERS = ["/usr/bin", "/bin"] as const;
export const PATH = PROGRAM_FOLDERS.join(":");
export const HOME = "/workspace";
