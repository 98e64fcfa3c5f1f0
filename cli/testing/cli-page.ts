/** The page of the documentation about the command line, made from the definitions that the command itself uses. */
import { COMMANDS } from "../definitions/commands";
import { commandHelp, generalHelp } from "../definitions/help";

const INTRODUCTION = `# The command line

\`aegis\` runs agents held to their specs, checks specs and compares them, and verifies the logs of runs: on your machine,
and in CI. It decides as page and server do, because it is the same engine. What a log is and proves: [the audit log](audit-format.md).

From a clone, after \`npm ci\`: \`npx aegis --help\`. As a package, anywhere else:

\`\`\`sh
npm pack                          # in the clone: aegis-VERSION.tgz
npm install ./aegis-VERSION.tgz   # elsewhere; it brings no other package along
npx aegis --help
\`\`\`

This page is made from what the command itself says.`;

const FORMATS = `## Results for programs

\`--format json\` is one object. \`--format sarif\` is SARIF 2.1.0 and \`--format junit\` is JUnit's XML. \`--format github\`
writes annotations for the steps of a workflow, of which GitHub shows ten: the weightiest ten are written, and then a
line such as \`+3 more\`. Lines and columns count from 1, columns in UTF-16 units; ends are exclusive, but in GitHub's.

\`aegis run --summary FILE\` writes one object as well: \`exit\` and why it \`ended\` (exit, stopped, cpu, wall, output or
broken), decisions by \`verdicts\`, \`denials\` with rule, line and column, and the \`verify\` command with the session's key.

A step of a workflow:

\`\`\`yaml
- run: npx aegis validate --strict --format github agent.toml
- run: npx aegis test --format github agent.toml
- run: npx aegis run --approve deny --timeout 5m --log run.jsonl --summary run.json agent.toml
- run: npx aegis log verify --policy trusted.tlog-policy --format github bundle.zip
- run: git show origin/main:agent.toml | npx aegis diff --format github - agent.toml
\`\`\``;

export function cliPage(): string {
  const block = (text: string) => `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
  const sections = COMMANDS.map((command) => `## aegis ${command.name}\n\n${block(commandHelp(command))}`);
  return `${[INTRODUCTION, block(generalHelp(COMMANDS)), ...sections, FORMATS].join("\n\n")}\n`;
}
