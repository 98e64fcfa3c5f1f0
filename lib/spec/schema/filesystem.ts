/** [capabilities.filesystem]: which files the agent reads and writes. */
import { z } from "zod";
import { parsePathGlob } from "../values";
import { list, word } from "./fields";

const paths = () => list(word(parsePathGlob, "ADS025"));

export const filesystemSchema = z
  .strictObject({
    read: paths().meta({
      description:
        "Files and folders that the agent may read, list and examine. /a/** covers /a and all below it.",
      examples: [["/workspace/**"]],
    }),
    write: paths().meta({
      description:
        "What the agent may write, create, rename and delete. A grant to write is a grant to read.",
      examples: [["/workspace/out/**"]],
    }),
    deny: paths().meta({
      description: "Neither read nor written, whatever else is granted, wherever it stands in the file.",
      examples: [["**/*.key", "**/.env*"]],
    }),
    approve: paths().meta({
      description: "Writing here waits until a person says yes.",
      examples: [["/workspace/out/final/**"]],
    }),
  })
  .prefault({})
  .meta({ description: "Which files the agent reads and writes." });
