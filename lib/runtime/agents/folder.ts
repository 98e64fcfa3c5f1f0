/** Where the agents of a workspace are that others can start. */
import { parseAgentName } from "../../spec/values";

export const AGENTS_FOLDER = "agents";

export function fileOfAgent(name: string): string {
  return `${AGENTS_FOLDER}/${name}.toml`;
}

export function isAgentName(name: string): boolean {
  return parseAgentName(name).ok;
}
