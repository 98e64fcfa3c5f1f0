import { specJsonSchema } from "../../lib/spec/json-schema";
import type { Run } from "../definitions/definition";
import { EXIT_OK } from "../failure";
import { jsonText } from "../report/json";

export const run: Run = async (_invocation, io) => {
  await io.out.write(jsonText(specJsonSchema()));
  return EXIT_OK;
};
