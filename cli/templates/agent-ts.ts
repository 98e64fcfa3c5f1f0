/** The agent that `aegis init` writes: it does what its spec allows, and shows what a denial looks like. */
export const AGENT_TS = `import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

// Every call goes through the policy in agent.toml. A denied one throws, with the rule in its message.
const text = readFileSync("data/input.txt", "utf8");
const lines = text.split("\\n").filter((line) => line.trim() !== "");

mkdirSync("out", { recursive: true });
writeFileSync("out/summary.md", \`# Summary\\n\\n\${lines.length} lines.\\n\`);
console.log(\`read \${lines.length} lines, wrote out/summary.md\`);

try {
  readFileSync("/etc/passwd", "utf8");
  console.log("this is never reached: nothing allows it");
} catch (error) {
  console.log("denied, as it should be:", error instanceof Error ? error.message : error);
}
`;
