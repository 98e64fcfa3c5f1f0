/** The agents that are run to be measured. */
export const POLICY = (origin: string) => `[agent]
name = "bench"
max_runtime = "30m"
[capabilities.filesystem]
read = ["/workspace/**"]
[capabilities.network]
allow_egress = ["GET ${origin}/**"]
[resources]
max_output = "64M"
`;

export const HELLO = `console.log("hello");`;

/**
 * Tells the microseconds that one read of 1 KB takes, as the guest sees it: one number for each block of reads. A worker
 * begins with a program that the browser has not compiled yet, so the first blocks tell of the browser more than of us.
 */
const READS = 2_000;
const BLOCKS = 12;
export const READER = `
import { readFileSync } from "node:fs";
for (let block = 0; block < ${BLOCKS}; block++) {
  const began = process.hrtime.bigint();
  for (let i = 0; i < ${READS}; i++) readFileSync("/workspace/1k");
  console.log(Number(process.hrtime.bigint() - began) / 1000 / ${READS});
  await new Promise((resolve) => setTimeout(resolve, 50));
}
`;

/** The same by the host's own call, without what the guest's library does around it. */
export const CALLER = `
const text = '["fs.readFile","/workspace/1k",0]';
for (let block = 0; block < ${BLOCKS}; block++) {
  const began = Number(call("process.hrtime"));
  for (let i = 0; i < ${READS}; i++) raw(text);
  print(String((Number(call("process.hrtime")) - began) / 1000 / ${READS}));
}
`;

/**
 * Tells how many fetches a second were answered, by the host's own calls: what the guest's library makes of an answer
 * is not what is measured. That many are under way at a time.
 */
export const fetcher = (url: string, count: number) => `
let left = ${count};
let wrong = 0;
const began = Date.now();
async function work() {
  while (left-- > 0) {
    const { status, body } = await get(${JSON.stringify(url)});
    if (status !== 200 || body !== "null") wrong++;
  }
}
await Promise.all(Array.from({ length: 128 }, work));
if (wrong > 0) throw new Error(wrong + " of the answers were wrong");
print(String(${count} / ((Date.now() - began) / 1000)));
`;
