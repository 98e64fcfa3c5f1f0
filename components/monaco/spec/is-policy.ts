/** The files of a workspace that say what an agent may do; other TOML is nobody's policy. */
export function isPolicy(path: string): boolean {
  return /(^|\/)agent\.toml$/.test(path) || /^agents\/[^/]+\.toml$/.test(path);
}
