import type { ReactNode } from "react";
import type { Example } from "../examples/manifest";
import { ExampleTable } from "./example-table";
import { Introduction } from "./introduction";

interface HomeProps {
  readonly examples: readonly Example[];
  /** The example that the first visit opens; null when there is work to come back to. */
  readonly first: string | null;
  readonly sample: ReactNode;
  readonly recent: ReactNode;
}

/** One screen: what this is and the way in, what there is to try, and what you did last. */
export function Home({ examples, first, sample, recent }: HomeProps) {
  return (
    <div className="mx-auto grid w-full max-w-[76rem] grow gap-x-12 gap-y-8 px-4 py-8 sm:px-6 lg:grid-cols-[minmax(0,1fr)_17rem] lg:py-10">
      <div className="min-w-0 space-y-8">
        <Introduction example={first} />
        <ExampleTable examples={examples} />
        {sample}
      </div>
      <aside className="min-w-0 lg:border-line lg:border-l lg:pl-6">{recent}</aside>
    </div>
  );
}
