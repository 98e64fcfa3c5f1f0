/** What was asked and not yet answered at a record, and which variables had been asked for. Read once, as records come. */
export interface Asked {
  readonly seq: number;
  readonly op: string;
  /** What it is about, shortened. */
  readonly target: string;
}
export interface Outstanding extends Asked {
  readonly waitsFor: "answer" | "person";
}
export interface Variable extends Asked {
  readonly verdict: string;
}

/** A checkpoint that was taken. */
export interface Taken {
  readonly seq: number;
  readonly trigger: string;
}

interface Records {
  readonly size: number;
  line(seq: number): string;
}

interface Said {
  readonly type: string;
  readonly data: {
    readonly of?: number;
    readonly verdict?: string;
    readonly trigger?: string;
    readonly request?: Readonly<Record<string, unknown>>;
  };
}

interface Span extends Asked {
  /** The record that answers it. */
  end: number;
  /** From when to when a person was asked. */
  askedAt: number;
  answeredAt: number;
}

const NEVER = Number.MAX_SAFE_INTEGER;
const ANSWERS = new Set(["approval.grant", "approval.deny", "approval.expire"]);
const TARGET_UNITS = 200;

export class Asking {
  readonly #open = new Map<number, Span>();
  /** Those that other records came between: few, where calls are answered one after the other. */
  readonly #long: Span[] = [];
  readonly #short = new Map<number, Span>();
  readonly #variables: Variable[] = [];
  /** In order. */
  readonly checkpoints: Taken[] = [];
  #size = 0;

  /** How many records were read. */
  get size(): number {
    return this.#size;
  }

  /** Reads on for so long at most; true when there is nothing left. */
  read(records: Records, milliseconds: number): boolean {
    const until = performance.now() + milliseconds;
    while (this.#size < records.size) {
      this.#add(this.#size, records.line(this.#size));
      this.#size++;
      if ((this.#size & 63) === 0 && performance.now() > until) break;
    }
    return this.#size >= records.size;
  }

  at(seq: number): readonly Outstanding[] {
    const now = this.#short.get(seq);
    const spans = [...this.#open.values(), ...this.#long, ...(now ? [now] : [])];
    return spans
      .filter((span) => span.seq <= seq && seq < span.end)
      .sort((a, b) => a.seq - b.seq)
      .map((span) => ({
        seq: span.seq,
        op: span.op,
        target: span.target,
        waitsFor: span.askedAt <= seq && seq < span.answeredAt ? "person" : "answer",
      }));
  }

  /** Asked for until then, each once, as it came out last. */
  variablesAt(seq: number): readonly Variable[] {
    const found = new Map<string, Variable>();
    for (const variable of this.#variables) if (variable.seq <= seq) found.set(variable.target, variable);
    return [...found.values()];
  }

  #add(seq: number, line: string): void {
    const said = parse(line);
    if (said === undefined) return;
    const { type, data } = said;
    const { of } = data;
    if (type.endsWith(".result")) this.#close(of, seq);
    else if (type === "snapshot.take") this.checkpoints.push({ seq, trigger: String(data.trigger) });
    else if (type === "approval.request") this.#change(of, { askedAt: seq });
    else if (ANSWERS.has(type)) {
      this.#change(of, { answeredAt: seq });
      // What a person refuses does not happen, and has no result.
      if (type !== "approval.grant") this.#close(of, seq);
    } else if (data.verdict !== undefined) this.#begin(seq, type, said.data);
  }

  #begin(seq: number, op: string, { verdict = "", request = {} }: Said["data"]): void {
    const target = targetOf(request);
    if (op === "env.read") this.#variables.push({ seq, op, target, verdict });
    if (verdict === "deny") return;
    this.#open.set(seq, { seq, op, target, end: NEVER, askedAt: NEVER, answeredAt: NEVER });
  }

  #change(of: number | undefined, change: Partial<Pick<Span, "askedAt" | "answeredAt">>): void {
    const span = of === undefined ? undefined : this.#open.get(of);
    if (span) Object.assign(span, change);
  }

  #close(of: number | undefined, end: number): void {
    const span = of === undefined ? undefined : this.#open.get(of);
    if (!span) return;
    this.#open.delete(span.seq);
    span.end = end;
    if (end === span.seq + 1) this.#short.set(span.seq, span);
    else this.#long.push(span);
  }
}

function targetOf(request: Readonly<Record<string, unknown>>): string {
  const { path, to, url, command, argv, name, tool, model, sql, module } = request;
  const words = Array.isArray(argv) ? argv.join(" ") : undefined;
  const first = [path, url, command, words, name, tool, model, sql, module].find(
    (value): value is string => typeof value === "string",
  );
  const text = typeof to === "string" ? `${first ?? ""} → ${to}` : (first ?? "");
  return text.slice(0, TARGET_UNITS);
}

function parse(line: string): Said | undefined {
  try {
    const value = JSON.parse(line) as Partial<Said> | null;
    const isRecord = typeof value?.type === "string" && typeof value.data === "object" && value.data !== null;
    return isRecord ? (value as Said) : undefined;
  } catch {
    return undefined;
  }
}
