/**
 * Whether the agent has left the terminal in the middle of a row. What aegis says begins a row of its own there: an agent that prints
 * `aegis: granted` and no line break would have the next true line read as the rest of it.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const COLOURS = /\u001b\[[0-9;]*m/g;

export class Row {
  #isAgents = false;

  agentWrote(text: string): void {
    const shown = text.replace(COLOURS, "");
    if (shown !== "") this.#isAgents = !shown.endsWith("\n");
  }

  /** What has to be written before aegis's own words; from then on the row is theirs. */
  begin(): string {
    const before = this.#isAgents ? "\n" : "";
    this.#isAgents = false;
    return before;
  }
}
