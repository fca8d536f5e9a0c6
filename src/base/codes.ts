/** What is known of one kind of mistake; `docs/diagnostics.md` is made from these rows. */
export interface Code {
  readonly id: `FX${number}`;
  readonly title: string;
  /** What causes it. */
  readonly cause: string;
  /** What to do. */
  readonly remedy: string;
}

const code = (id: Code['id'], title: string, cause: string, remedy: string): Code => ({
  id,
  title,
  cause,
  remedy,
});

/**
 * Every mistake a user can make. 1xx syntax, 2xx names and statements, 3xx shapes and domains,
 * 4xx distributions and densities, 5xx data, 6xx options and files.
 */
export const codes = {
  unexpectedText: code(
    'FX101',
    'Text that is not a statement',
    'A line is none of the statements of the language.',
    'Write a declaration, a definition `name = …`, a distribution `y ~ …`, `loss …` or `penalty …`.',
  ),
} satisfies Record<string, Code>;

export type CodeName = keyof typeof codes;
