/**
 * What is known of a command without loading it: enough to parse its arguments and to write its help. The page of the
 * documentation is made from the same definitions.
 */
import type { Io } from "../io/io";
import type { ProcessIo } from "../io/process-io";

export interface OptionDefinition {
  /** The placeholder of its value; left out for a switch. */
  readonly value?: string;
  readonly short?: string;
  /** The words that the value may be. */
  readonly words?: readonly string[];
  /** May be given again and again; the values are joined by line feeds, which no argument needs inside. */
  readonly isMany?: true;
  readonly help: string;
}
export interface Invocation {
  readonly positionals: readonly string[];
  /** Every switch and value that was given, by the name of the option. */
  readonly options: Readonly<Record<string, string | true | undefined>>;
  /** What came after `--`, for a command that hands it on; of others it belongs to the positionals. */
  readonly rest: readonly string[];
}
export type Run<Met extends Io = Io> = (invocation: Invocation, io: Met) => Promise<number>;
/** Of a command that needs a process of its own: its environment, its terminal, the files of the machine. */
export type ProcessRun = Run<ProcessIo>;

export interface CommandText {
  readonly name: string;
  readonly summary: string;
  readonly usage: readonly string[];
  /** Paragraphs. */
  readonly about: readonly string[];
  readonly arguments: readonly (readonly [name: string, help: string])[];
  readonly options: Readonly<Record<string, OptionDefinition>>;
  readonly examples: readonly (readonly [command: string, what: string])[];
  readonly exits: readonly (readonly [code: number, when: string])[];
  /** How many words it takes beside its options. */
  readonly least: number;
  readonly most: number;
  /** After so many words everything belongs to the request, also what looks like an option. */
  readonly rawAfter?: number;
  /** What comes after `--` is not its own, and is handed on as it is. */
  readonly handsOn?: true;
}

/** `Met`: what it needs of the outside. */
export interface CommandDefinition<Met extends Io = ProcessIo> extends CommandText {
  load(): Promise<{ readonly run: Run<Met> }>;
}

/** Needs nothing but files and streams: it runs in the shell of a sandbox as well. */
export type PureCommand = CommandDefinition<Io>;

export const FORMATS = ["text", "json", "github", "sarif", "junit"] as const;
export type Format = (typeof FORMATS)[number];

export function formatOption(...words: readonly Format[]): Record<"format", OptionDefinition> {
  const help = "How to write the result: text for people, the others for programs and CI.";
  return { format: { value: "FORMAT", short: "f", words, help } };
}

export function formatOf(invocation: Invocation): Format {
  return (invocation.options.format as Format | undefined) ?? "text";
}

/** The values of an option that may be given again and again. */
export function listOf(invocation: Invocation, option: string): string[] {
  return textOf(invocation, option)?.split("\n") ?? [];
}

export function textOf(invocation: Invocation, option: string): string | undefined {
  const value = invocation.options[option];
  return typeof value === "string" ? value : undefined;
}
