import type { PureCommand } from "./definition";

export const schema: PureCommand = {
  name: "schema",
  summary: "Print the JSON Schema of the spec language.",
  usage: ["aegis schema"],
  about: [
    "The schema is made from the definition that validates. Give it to your editor for completion and hover; aegis validate knows more than a schema can say.",
  ],
  arguments: [],
  options: {},
  examples: [["aegis schema > agent.schema.json", "save it for an editor"]],
  exits: [
    [0, "printed"],
    [2, "the command was called wrongly"],
  ],
  least: 0,
  most: 0,
  load: () => import("../commands/schema"),
};
