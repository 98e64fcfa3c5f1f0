import type { Metadata } from "next";
import { WorkspacePage, workspaceMetadata } from "@/app/_lib/workspace-page";

interface Props {
  readonly params: Promise<{ workspace: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return workspaceMetadata((await params).workspace);
}

/** The workbench whose agent runs in full Node: an address of its own, because its headers are. */
export default async function Page({ params }: Props) {
  return <WorkspacePage id={(await params).workspace} driver="webcontainer" />;
}
