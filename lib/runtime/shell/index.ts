/** The shell: an agent's commands, governed one by one, and the author's own terminal. */
export { type RunOptions, Shell, type ShellOptions } from "./author-shell";
export type { Completion } from "./complete";
export { type ExecSurroundings, execCalls } from "./exec-calls";
export type { LoadBash } from "./library";
export type { ShellLimits } from "./limits";
export { nodeProgram, type RunScript } from "./node-program";
export type { ProgramCall, ProgramResult, ShellParts, ShellProgram } from "./programs";
