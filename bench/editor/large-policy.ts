/** A policy of so many lines, as somebody would have it who writes everything down: lists, tools, and tests of all of it. */
const HEAD = `spec = 1

[agent]
name = "report-writer"
entry = "agent.ts"
trust_level = "semi-trusted"

[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**", "/workspace/archive/**"]
deny = [
  "**/.env*",
  "**/*.key",
  # here
`;

export function largePolicy(lines: number): string {
  const parts = [...HEAD.split("\n").slice(0, -1)];
  const each = Math.max(0, Math.floor((lines - 40) / 10));
  for (let i = 0; i < each; i++) parts.push(`  "/workspace/private/${i}/**",`);
  parts.push("]", "", "[capabilities.network]", "allow_egress = [");
  for (let i = 0; i < each; i++) parts.push(`  "GET https://api-${i}.example.com/v1/**",`);
  parts.push("]", "");
  for (let i = 0; i < each; i += 2) {
    parts.push(`[capabilities.tools."tool.${i}"]`, 'effect = "approve"', 'rate_limit = "10/hour"', "");
  }
  for (let i = 0; parts.length < lines - 5; i++) {
    const path = i % 2 === 0 ? `/workspace/private/${i % Math.max(1, each)}/a` : `/workspace/data/${i}.csv`;
    parts.push("[[test]]", `name = "case ${i}"`, `request = { op = "fs.read", path = "${path}" }`);
    parts.push(`expect = "${i % 2 === 0 ? "deny" : "allow"}"`, "");
  }
  return `${parts.join("\n")}\n`;
}
