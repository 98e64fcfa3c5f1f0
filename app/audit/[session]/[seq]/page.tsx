import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  readEvidence,
  readKeys,
  readPlace,
  readProof,
  readRecords,
  readSession,
  readSpec,
} from "@/app/_lib/audit";
import { PageShell } from "@/app/_lib/page-shell";
import { readAbout } from "@/app/_lib/reads";
import { RecordPage } from "@/components/audit/record-page";
import { type Params, parseRecordQuery, recordHref } from "@/components/audit/record-query";

interface RecordPageProps {
  readonly params: Promise<{ session: string; seq: string }>;
  readonly searchParams: Promise<Params>;
}

export async function generateMetadata({ params }: RecordPageProps): Promise<Metadata> {
  return { title: `Record ${(await params).seq}` };
}

export default async function RecordRoute({ params, searchParams }: RecordPageProps) {
  const [{ session: sid, seq: text }, given] = await Promise.all([params, searchParams]);
  const place = await readPlace(sid, parseRecordQuery(given).workspace);
  if (!place.ok || place.value === undefined || !/^\d{1,15}$/.test(text)) notFound();
  const seq = Number(text);
  const { workspaceId, workspaceName } = place.value;
  const where = { workspaceId, sid };
  const [session, told, records, about] = await Promise.all([
    readSession(where),
    readKeys(workspaceId),
    readRecords(where, seq, {}, 1),
    readAbout(),
  ]);
  if (!session.ok || !told.ok || !records.ok || seq >= session.value.size) notFound();
  const item = records.value.items.find((item) => item.seq === seq) ?? null;
  const { host, keys, witnesses, quorum } = told.value;
  const signed = await readEvidence(where);
  // A proof leads to something signed: while that is not to be had, the page asks for it by itself, and waits.
  const proof = signed.checking === null ? await readProof(where, seq) : null;
  const spec = await readSpec(workspaceId, session.value.specSha256);
  return (
    <PageShell
      place="audit"
      path={recordHref(sid, seq, workspaceId)}
      about={about.ok ? about.value : undefined}
    >
      <RecordPage
        data={{
          workspaceId,
          workspaceName,
          session: session.value,
          told: { host, keys, witnesses, quorum },
          ...signed,
          spec,
        }}
        seq={seq}
        line={item?.line ?? null}
        {...(proof !== null && { proof: proof.ok ? proof.value : null })}
      />
    </PageShell>
  );
}
