import { present } from '../../base/invariant.ts';
import type { Buffer, Expression, Local } from '../../lower/loops.ts';
import type { Layout } from '../../runtime/model.ts';
import type { Names } from './identifier.ts';

/** What a kernel is printed as: only TypeScript has types and non-null assertions. */
export type Language = 'typescript' | 'javascript';

/** A scalar of the data or of the rows. */
export type Field = Extract<Expression, { kind: 'field' }>;

/** What buffers and fields are called; found before the statements are printed. */
export type Bindings = ReadonlyMap<string, string>;

export const bufferKey = (buffer: Buffer): string => `${buffer.role} ${buffer.name}`;
/** The key of an element of θ at a known place. */
export const thetaKey = (offset: number): string => `theta[${offset}]`;
export const fieldKey = (field: Field): string => `field ${field.of}.${field.name}`;

/** What says of an element that it is there: TypeScript takes every index for one out of bounds. */
export const presence: { readonly [K in Language]: string } = { typescript: '!', javascript: '' };

/** What the functions of one module share. */
export interface ModuleScope {
  readonly language: Language;
  readonly layout: Layout;
  readonly names: Names;
  /** Names of the scratch arrays. */
  readonly scratch: Bindings;
}

/** The variables visible in one block of a kernel. */
export class Scope {
  readonly #language: Language;
  readonly #names: Names;
  readonly #bindings: Bindings;
  readonly #outer: Scope | null;
  readonly #locals = new Map<Local, string>();

  constructor(language: Language, names: Names, bindings: Bindings, outer: Scope | null = null) {
    this.#language = language;
    this.#names = names;
    this.#bindings = bindings;
    this.#outer = outer;
  }

  /** The scope of a block inside this one. */
  inner(): Scope {
    return new Scope(this.#language, this.#names.inner(), this.#bindings, this);
  }

  /** What says of an element that it is there. */
  get presence(): string {
    return presence[this.#language];
  }

  declare(local: Local): string {
    return this.alias(local, this.#names.claim(local.name));
  }

  declareIndex(local: Local): string {
    return this.alias(local, this.#names.claimIndex(local.name));
  }

  /** Lets a local stand for a variable that there is. */
  alias(local: Local, name: string): string {
    this.#locals.set(local, name);
    return name;
  }

  local(local: Local): string {
    const name = this.#locals.get(local) ?? this.#outer?.local(local);
    return present(name, `a kernel uses ${local.name} before its declaration`);
  }

  buffer(buffer: Buffer): string {
    return present(this.#bindings.get(bufferKey(buffer)), `a kernel has no buffer ${buffer.name}`);
  }

  /** The variable that holds an element of θ, where the kernel begins with taking it. */
  element(e: Expression): string | undefined {
    if (e.kind !== 'load' || e.buffer.role !== 'theta' || e.index.kind !== 'number')
      return undefined;
    return this.#bindings.get(thetaKey(e.index.value));
  }

  field(field: Field): string {
    return present(this.#bindings.get(fieldKey(field)), `a kernel has no field ${field.name}`);
  }
}
