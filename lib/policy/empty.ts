/** The program that grants nothing: what others are compared with, and what single lists are tried out in. */
import { agentSpecSchema } from "../spec/agent-spec";
import { compile } from "./program";

export const EMPTY = compile(agentSpecSchema.parse({ agent: { name: "nothing" } }, { jitless: true }));
