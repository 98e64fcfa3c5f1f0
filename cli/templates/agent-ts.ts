/** The agent that `aegis init` writes: it does what its spec allows, and shows what a denial looks like. */
export const AGENT_TS = `import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

// Every call goes through the policy in agent.toml. A denied one throws as if the system had refused it, and says why.
const text = readFileSync("data/input.txt", "utf8");
const lines = text.split("\\n").filter((line) => line.trim() !== "");

mkdirSync("out", { recursive: true });
writeFileSync("out/summary.md", \`# Summary\\n\\n\${lines.length} lines.\\n\`);
console.log(\`read \${lines.length} lines, wrote out/summary.md\`);

try {
  readFileSync("/etc/passwd", "utf8");
  console.log("this is never reached: nothing allows it");
} catch (error) {
  const { message, reason } = error as Error & { reason?: string };
  console.log(\`denied, as it should be: \${message}. \${reason ?? ""}\`);
}
`;

/** What it reads. */
export const INPUT_TXT = `first line
second line

and a third, after an empty one
`;
