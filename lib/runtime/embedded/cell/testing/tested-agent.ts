/** What agents in the tests of recordings may do, and the files that they find. */
export const SPEC = `
[agent]
name = "tested"
[capabilities.filesystem]
read = ["/workspace/**", "/tmp/**"]
write = ["/workspace/**", "/tmp/**"]
deny = ["**/*.key"]
approve = ["/workspace/final.txt"]
[capabilities.network]
allow_egress = ["https://api.example"]
[capabilities.exec]
allow = ["date", "echo", "cat", "sleep", "node"]
env = ["LANG"]
`;
export const FILES = { "a.txt": "alpha\n", "b.txt": "beta\n", "id.key": "secret" };
