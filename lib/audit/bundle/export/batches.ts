const BATCH_UNITS = 65_536;

/** Joins short texts, so that a million records are not a million writes. */
export async function* inBatches(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let batch = "";
  for await (const text of texts) {
    batch += text;
    if (batch.length < BATCH_UNITS) continue;
    yield batch;
    batch = "";
  }
  if (batch !== "") yield batch;
}
