/** `FUZZ_SECONDS=600 npx vitest run test/fuzz` goes on for so long, from seeds that are new each time. */
const wanted = Number(process.env['FUZZ_SECONDS'] ?? 0);

/** Seeds for one test. */
export interface Seeds {
  readonly title: string;
  readonly seeds: Iterable<number>;
}

/** The time that a test may take, in milliseconds. */
export const timeout = wanted > 0 ? 1000 * wanted + 300_000 : 120_000;

/** Seeds from the first on, in parts of which each is a test; or, where it is asked for, as many as there is time for. */
export function seedsFrom(first: number, parts: number, inPart: number): Seeds[] {
  if (wanted > 0) {
    return [{ title: `new seeds for ${wanted} s`, seeds: untilTimeIsUp() }];
  }
  return Array.from({ length: parts }, (_, part) => {
    const from = first + part * inPart;
    const seeds = Array.from({ length: inPart }, (_each, k) => from + k);
    return { title: `seeds ${from} to ${from + inPart - 1}`, seeds };
  });
}

function* untilTimeIsUp(): Generator<number> {
  const end = Date.now() + 1000 * wanted;
  for (let seed = Date.now() % 2 ** 31; Date.now() < end; seed++) yield seed;
}
