import { present } from '../../base/invariant.ts';
import type { Buffer, Expression, Local } from '../../lower/loops.ts';
import type { Names } from './identifier.ts';

/** What a kernel is printed as: only TypeScript has types and non-null assertions. */
export type Language = 'typescript' | 'javascript';

/** A scalar of the data or of the rows. */
export type Field = Extract<Expression, { kind: 'field' }>;

/** What buffers and fields are called; found before the statements are printed. */
export type Bindings = ReadonlyMap<string, string>;

export const bufferKey = (buffer: Buffer): string => `${buffer.role} ${buffer.name}`;
export const fieldKey = (field: Field): string => `field ${field.of}.${field.name}`;

/** The variables visible in one block of a kernel. */
export class Scope {
  readonly #language: Language;
  readonly #names: Names;
  readonly #bindings: Bindings;
  readonly #locals: Map<Local, string>;

  constructor(language: Language, names: Names, bindings: Bindings, locals = new Map()) {
    this.#language = language;
    this.#names = names;
    this.#bindings = bindings;
    this.#locals = locals;
  }

  /** The scope of a block inside this one. */
  inner(): Scope {
    return new Scope(this.#language, this.#names.inner(), this.#bindings, new Map(this.#locals));
  }

  /** What says of an element that it is there: TypeScript takes every index for one out of bounds. */
  get presence(): string {
    return this.#language === 'typescript' ? '!' : '';
  }

  declare(local: Local): string {
    const name = this.#names.claim(local.name);
    this.#locals.set(local, name);
    return name;
  }

  local(local: Local): string {
    return present(this.#locals.get(local), `a kernel uses ${local.name} before its declaration`);
  }

  buffer(buffer: Buffer): string {
    return present(this.#bindings.get(bufferKey(buffer)), `a kernel has no buffer ${buffer.name}`);
  }

  field(field: Field): string {
    return present(this.#bindings.get(fieldKey(field)), `a kernel has no field ${field.name}`);
  }
}
