import { PRIMARY } from "../ui/classes";

/** What this is, in two sentences, and the one thing to do. A form: it opens without any script. */
export function Introduction({ example }: { example: string | null }) {
  return (
    <section aria-labelledby="what">
      <h1 id="what" className="font-semibold text-text text-xl tracking-[-0.01em]">
        Agents under a policy you can read
      </h1>
      <p className="mt-2 max-w-[40rem] text-base text-text">
        One TOML file says which files, hosts, commands and secrets an AI agent may reach; everything else is
        denied. Here you write the agent and its policy side by side, in the browser.
      </p>
      <form method="post" action="/open" className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        {example !== null && (
          <>
            <input type="hidden" name="example" value={example} />
            <input type="hidden" name="run" value="1" />
          </>
        )}
        <button type="submit" className={`${PRIMARY} h-8 px-3.5`}>
          Open the workbench
        </button>
        <span className="text-text-muted">
          {example === null ? "Continues where you were." : "No account. Edits stay in this browser."}
        </span>
      </form>
    </section>
  );
}
