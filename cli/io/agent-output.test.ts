import { PassThrough } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AgentOutput } from "./agent-output";
import { Output } from "./output";
import { Row } from "./row";
import { TerminalSink } from "./terminal-sink";

const bytes = (text: string) => new TextEncoder().encode(text);

function agent(isTerminal: { stdout: boolean; stderr: boolean }) {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  const sinks = { stdout: new Output(streams.stdout), stderr: new Output(streams.stderr) };
  const row = new Row();
  const output = new AgentOutput(
    {
      stdout: { sink: sinks.stdout, isTerminal: isTerminal.stdout },
      stderr: { sink: sinks.stderr, isTerminal: isTerminal.stderr },
    },
    row,
  );
  const said = (stream: "stdout" | "stderr") => (streams[stream].read() ?? Buffer.alloc(0)) as Buffer;
  return { output, said, own: new TerminalSink(sinks.stderr, row), streams };
}

describe("what an agent prints", () => {
  test("is text and colours on a terminal, and what it is in a pipe beside it", () => {
    const { output, said } = agent({ stdout: false, stderr: true });
    const hostile = bytes("\u001b]0;title\u0007\u001b[2Aone\n\u009b2J");
    expect(output.write("stdout", hostile) && output.write("stderr", hostile)).toBe(true);
    expect([...said("stdout")]).toEqual([...hostile]);
    expect(said("stderr").toString()).toBe("one\n");
  });

  test("into a pipe is every byte, in whatever pieces, also while somebody is asked", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1 })), (pieces) => {
        const { output, said } = agent({ stdout: false, stderr: false });
        const release = output.hold();
        for (const piece of pieces) output.write("stdout", piece);
        output.end();
        expect([...said("stdout")]).toEqual(pieces.flatMap((piece) => [...piece]));
        release();
        expect(said("stdout")).toHaveLength(0);
      }),
    );
  });

  test("waits while a person is asked, and comes in its order afterwards", () => {
    const { output, said } = agent({ stdout: true, stderr: true });
    const [first, second] = [output.hold(), output.hold()];
    output.write("stderr", bytes("Allow it this once? [y/N] y\n"));
    output.write("stderr", bytes("granted\n"));
    first();
    expect(said("stderr")).toHaveLength(0);
    second();
    expect(said("stderr").toString()).toBe("Allow it this once? [y/N] y\ngranted\n");
  });

  test("is never the beginning of what aegis says", async () => {
    const { output, said, own } = agent({ stdout: true, stderr: true });
    output.write("stderr", bytes("aegis: granted \u001b[8m\u001b]"));
    await own.write("aegis: denied\n");
    expect(said("stderr").toString()).toBe("aegis: granted \naegis: denied\n");
  });

  test("ends with a sign for a letter that was cut", () => {
    const { output, said } = agent({ stdout: true, stderr: true });
    output.write("stdout", Uint8Array.of(0xe2, 0x82));
    output.end();
    expect(said("stdout").toString()).toBe("\ufffd");
  });

  test("says when nobody reads it any more", async () => {
    const { output, streams } = agent({ stdout: true, stderr: true });
    streams.stdout.destroy();
    await new Promise((done) => streams.stdout.once("close", done));
    expect(output.write("stdout", bytes("x"))).toBe(false);
    expect(output.write("stderr", bytes("x"))).toBe(true);
  });
});
