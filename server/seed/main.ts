import "server-only";
import { parseArgs } from "node:util";
import { messageOf } from "@/lib/thrown";
import { instance } from "../instance";
import { StartFault } from "../start-fault";
import { seed, type Wanted } from "./seed";

const LONG_RECORDS = 100_000;
const MOST_RECORDS = 100_000_000;

/** Runs as a process of its own, behind the preparation that a start runs. */
async function run(args: string[]): Promise<void> {
  const wanted = wantedBy(args);
  const { checks, database, witnesses } = await instance();
  try {
    await seed(wanted);
  } finally {
    await witnesses.close();
    await checks.close();
    database.close();
  }
}

function wantedBy(args: string[]): Wanted {
  try {
    const options = {
      records: { type: "string" },
      for: { type: "string" },
      cookie: { type: "boolean" },
    } as const;
    const { values } = parseArgs({ args, options });
    const records = values.records === undefined ? LONG_RECORDS : Number(values.records);
    if (!Number.isInteger(records) || records < 2 || records > MOST_RECORDS)
      throw new Error("--records takes a number from 2 on");
    const say = (line: string) => process.stdout.write(`${line}\n`);
    return { records, for: values.for, cookie: values.cookie ?? false, say };
  } catch (thrown) {
    const why = messageOf(thrown);
    throw new StartFault(`${why}\nnpm run seed -- [--records N] [--for WORKSPACE] [--cookie]`);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
