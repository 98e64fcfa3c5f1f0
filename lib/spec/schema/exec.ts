/** [capabilities.exec]: which commands the agent starts, which code it loads, which variables it sees. */
import { z } from "zod";
import { ENV_NAME_PATTERN, parseCommandPattern, parseEnvName, parseNameGlob } from "../values";
import { list, word } from "./fields";

const commands = () => list(word(parseCommandPattern, "ADS026"));

export const execSchema = z
  .strictObject({
    allow: commands().meta({
      description:
        "Commands that the agent may start, matched word by word. One word alone is that command with any arguments.",
      examples: [["node", "git status", "git log *"]],
    }),
    deny: commands().meta({
      description: "Commands that are denied whatever else is granted.",
      examples: [["bash", "sh", "curl"]],
    }),
    approve: commands().meta({
      description: "Commands that wait until a person says yes.",
      examples: [["git push *"]],
    }),
    allow_subprocess: z
      .boolean()
      .default(true)
      .meta({
        description: "false: no command is started, whatever allow says. true grants nothing by itself.",
        examples: [true],
      }),
    allow_dynamic_code: z
      .boolean()
      .default(false)
      .meta({
        description: "Whether eval, new Function and imports of data: or http: addresses work.",
        examples: [false],
      }),
    deny_dynamic_imports: list(word(parseNameGlob, "ADS032")).meta({
      description: "Modules that cannot be imported.",
      examples: [["node:vm"]],
    }),
    env: list(word(parseEnvName, "ADS020").meta({ pattern: ENV_NAME_PATTERN })).meta({
      description: "The only variables of the environment that the agent sees.",
      examples: [["LANG", "TZ"]],
    }),
  })
  .prefault({})
  .meta({ description: "Which commands the agent starts, which code it loads, which variables it sees." });
