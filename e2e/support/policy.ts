/** The directives of a content security policy, by name. */
export function directivesOf(policy: string | undefined): Map<string, string[]> {
  if (!policy) throw new Error("there is no content security policy");
  const directives = policy.split(";").map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name = "", ...sources]) => [name, sources]));
}
