// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are lines of a shell
/** Ways by which a shell can be made to start a program that was not named. Each is real: the author's shell takes it. */
import { describe, expect, it } from "vitest";
import type { Tree } from "../files";
import { canary, terminal } from "./testing/canary";
import { memoryFiles, shellBench } from "./testing/shell-bench";

/** Everything that starts others is granted, code on the command line as well; only the program itself is not. */
const SPEC = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/**"]
[capabilities.exec]
allow_dynamic_code = true
allow = ["/workspace/x.sh", "bash", "sh", "env", "time", "timeout", "xargs", "find", "echo", "cat", "printf", "ls", "rg", "sed", "awk", "sort",
  "jq", "tee", "cp", "chmod", "ln", "head", "grep", "which", "alias", "help", "mv", "mkdir", "command", "builtin", "exec", "export", "cd", "split", "test"]
env = ["LANG", "A", "X"]
`;

const TREE: Tree = {
  "x.sh": "",
  "y.sh": { content: "canary from-y", mode: 0o755 },
  "lib.sh": "canary from-lib",
  "words.txt": "canary\n",
  "bin/echo": { content: "#!/bin/bash\ncanary shadow", mode: 0o755 },
  canary: "",
  "canary.txt": "",
};

/** The text, and whether a shell of the author's gets there by it: a way that leads nowhere shows nothing. */
const WAYS: readonly (readonly [text: string, leads: boolean])[] = [
  ["canary", true],
  ["canary a b", true],
  ["/usr/bin/canary", true],
  ["/bin/canary x", true],
  ["/usr/bin/../bin/canary", true],
  ["../usr/bin/canary", true],
  ["'canary'", true],
  ['"can"ary', true],
  ["can\\ary", true],
  ["$'canary'", true],
  ["$'\\x63anary'", true],
  ["\\canary", true],
  ["X=canary; $X", true],
  ["X=can; ${X}ary", true],
  ["X='canary a'; $X", false],
  ['X=(canary a); "${X[@]}"', false],
  ["X=yranac; $(echo canary)", true],
  ["`echo canary`", true],
  ["$(echo can)ary", true],
  ["can?ry", false],
  ["cana*y", false],
  ["{canary,a}", false],
  ["eval canary", true],
  ["eval 'can''ary'", true],
  ["builtin eval canary", true],
  ["command eval canary", true],
  ["command canary", true],
  ["command -p canary", true],
  ["command -- canary", true],
  ["command command command canary", true],
  ["builtin command canary", true],
  ["exec canary", true],
  ["exec -a echo canary", false],
  ["builtin canary", false],
  ["env canary", true],
  ["env A=1 canary", true],
  ["env -i canary", true],
  ["env env env canary", true],
  ["env bash -c canary", true],
  ["time canary", true],
  ["time -p canary", true],
  ["timeout 5 canary", true],
  ["timeout -k 1 5 canary", true],
  ["nohup canary", false],
  ["! canary", true],
  ["echo a | xargs canary", true],
  ["echo canary | xargs", false],
  ["echo canary | xargs -I {} {}", true],
  ["echo canary | xargs -I % bash -c %", true],
  ["echo a | xargs env canary", true],
  ["cat words.txt | xargs -I {} bash -c '{}'", true],
  ["find . -name x.sh -exec canary {} \\;", true],
  ["find . -name x.sh -exec canary {} +", true],
  ["find . -name canary -exec {} \\;", false],
  ["find . -name x.sh -exec bash -c canary \\;", true],
  ["find . -name x.sh -exec echo {} \\; -exec canary {} \\;", true],
  ["bash -c canary", true],
  ["sh -c canary", true],
  ["bash -c 'bash -c canary'", true],
  ["bash -c '$0' canary", true],
  ["bash -c '\"$@\"' _ canary a", false],
  ["bash lib.sh", true],
  ["bash ./y.sh", true],
  ["./y.sh", true],
  ["echo canary | bash", true],
  ["bash <<< canary", true],
  ["bash <<E\ncanary\nE", true],
  ["bash < words.txt", true],
  ["sh -s < words.txt", false],
  ["cat <<< canary | sh", true],
  ["source lib.sh", true],
  [". lib.sh", true],
  [". ./lib.sh", true],
  ["builtin source lib.sh", true],
  ["source <(echo canary)", true],
  ["f() { canary; }; f", true],
  ["function f { canary; }; f", true],
  ["echo() { canary; }; echo a", true],
  ["cd() { canary; }; cd /", true],
  ["command() { canary; }; command a", true],
  ["f() { $1; }; f canary", true],
  ["f() { g; }; g() { canary; }; f", true],
  ["canary() { command canary; }; canary", true],
  ["shopt -s expand_aliases; alias q=canary\nq a", true],
  ["shopt -s expand_aliases; alias echo=canary\necho a", true],
  ["shopt -s expand_aliases; alias e='echo a; canary'\ne", true],
  ["PATH=/workspace/bin echo a", true],
  ["PATH=/workspace/bin:$PATH; echo a", true],
  ["export PATH=/workspace/bin; echo a", true],
  ["declare -x PATH=/workspace/bin; echo a", true],
  ["env PATH=/workspace/bin echo a", true],
  ["env -i PATH=/workspace/bin bash -c 'echo a'", true],
  ["hash -p /workspace/bin/echo echo; echo a", true],
  ["cd bin; PATH=.; echo a", true],
  ["BASH_ENV=lib.sh bash -c 'echo a'", false],
  ["ENV=lib.sh sh -c 'echo a'", false],
  ["PROMPT_COMMAND=canary; echo a", false],
  ["PS4='$(canary)'; set -x; echo a", true],
  ["trap canary EXIT; echo a", false],
  ["trap canary DEBUG; echo a", false],
  ["set -o posix; eval canary", true],
  ["echo $(canary)", true],
  ['echo "$(canary)"', true],
  ["echo `canary`", true],
  ["echo $(( $(canary) + 1 ))", true],
  ["X=$(canary)", true],
  ["X=a; echo ${X/a/$(canary)}", true],
  ["echo ${Y:-$(canary)}", true],
  ["echo ${Y:=$(canary)}", true],
  ["X=(a); echo ${X[$(canary)0]}", true],
  ["declare -A M; M[$(canary)]=1", true],
  ["a=(1); [ -v 'a[$(canary)]' ]", true],
  ["a=(1); test -v 'a[$(canary)]'", true],
  ["a=(1); [[ -v a[$(canary)] ]]", true],
  ["printf -v 'a[$(canary)]' x", true],
  ["let 'a[$(canary)]=1'", true],
  ["(( a[$(canary)] = 1 ))", true],
  ["read 'a[$(canary)]' <<< x", false],
  ["unset 'a[$(canary)]'", true],
  ["cat <(canary)", true],
  ["echo a > >(canary)", true],
  ["cat <<E\n$(canary)\nE", true],
  ["cat <<< $(canary)", true],
  ["echo a > $(canary)", true],
  ["(canary)", true],
  ["{ canary; }", true],
  ["canary &", true],
  ["canary & wait", true],
  ["coproc canary", false],
  ["if canary; then echo a; fi", true],
  ["while canary; do break; done", true],
  ["until canary; do break; done", true],
  ["for X in canary; do $X; done", true],
  ["for ((i=0; i<1; i++)); do canary; done", true],
  ["case a in a) canary;; esac", true],
  ["case $(canary) in *) ;; esac", true],
  ["select X in a; do canary; done <<< 1", false],
  ["[[ $(canary) ]] && echo a", true],
  ["true && canary", true],
  ["false || canary", true],
  ["echo a | canary", true],
  ["echo a |& canary", true],
  ["canary | cat", true],
  ["mapfile -C canary -c 1 a <<< x", false],
  ["compgen -C canary", true],
  ["compgen -F canary", false],
  ["complete -C canary echo", false],
  ["compgen -W '$(canary)'", true],
  ["awk 'BEGIN { system(\"canary\") }'", false],
  ["awk 'BEGIN { \"canary\" | getline x }'", true],
  ['awk \'BEGIN { print "a" | "canary" }\'', false],
  ["sed '1e canary' words.txt", false],
  ["sed 's/.*/canary/e' words.txt", false],
  ["echo a | sed 'e canary'", false],
  ["sort --compress-program=canary words.txt", false],
  ["rg --pre canary a words.txt", true],
  ["rg --pre ./y.sh a words.txt", true],
  ["split --filter=canary words.txt", false],
  ["help canary", false],
  ["tar -cf a.tar x.sh --checkpoint-action=exec=canary", false],
  ["cp /usr/bin/canary ./z; chmod 755 z; ./z", false],
  ["ln -s /usr/bin/canary z; ./z", false],
  ["echo canary > y.sh; ./y.sh", true],
  ["printf '#!/usr/bin/canary\\n' > y.sh; ./y.sh", false],
  ["X=canary bash -c '$X'", true],
  ["export X=canary; bash -c '$X'", true],
  ["env X=canary bash -c 'eval $X'", false],
  ["__just_bash_tee_restore 0; canary", true],
  ["set -- canary; $1", true],
  ['set -- canary a; "$@"', false],
  ["read X < words.txt; $X", true],
  ["mapfile -t X < words.txt; ${X[0]}", true],
  ["declare -n R=X; X=canary; $R", true],
  ["X=canary; ${!X}; Y=X; ${!Y}", true],
  ["IFS=,; X=canary,a; $X", false],
  ["X=CANARY; ${X,,}", true],
  ["jq -n '\"canary\"' -r | bash", true],
];

/** Where only the look-up is turned: the name is granted, and keeps its meaning. */
const SHADOWS = /^(PATH=|export PATH|declare -x PATH|hash -p|cd bin)/;

async function leadsThere(text: string): Promise<boolean> {
  const { program, calls } = canary();
  const files = memoryFiles({ ...TREE, "x.sh": { content: text, mode: 0o755 } });
  const author = await terminal(files, [program]);
  await author.run(text);
  return calls.length > 0;
}

async function agentGetsThere(text: string, how: "line" | "argv" | "script"): Promise<readonly string[]> {
  const { program, calls } = canary();
  const tree = { ...TREE, "x.sh": { content: text, mode: 0o755 } };
  const bench = shellBench(SPEC, { tree, programs: [program] });
  const ran = await bench.exec(how === "line" ? text : how === "argv" ? ["bash", "-c", text] : "./x.sh");
  expect(calls.map(({ argv }) => argv.join(" "))).toEqual([]);
  expect(ran.out + ran.err).not.toContain("it sings");
  return ran.log;
}

describe.each(WAYS)("%s", (text, leads) => {
  it(leads ? "leads there for the author" : "leads nowhere", async () => {
    expect(await leadsThere(text)).toBe(leads);
  });

  it("does not for an agent, as a line, as an argument, in a script", async () => {
    await agentGetsThere(text, "line");
    await agentGetsThere(text, "argv");
    const log = await agentGetsThere(text, "script");
    expect(log).toContain("exec.shell allow ./x.sh");
    // Somebody was refused, and it is on the record; or it was the shell's own `echo` after all.
    if (leads)
      expect(log.join("\n")).toContain(SHADOWS.test(text) ? "exec.spawn allow echo a" : "exec.spawn deny");
  });
});
