import { invariant, present } from '../base/invariant.ts';
import type { Domain } from '../runtime/domain.ts';
import { domains as table, type DomainTable } from '../runtime/domain-syntax.ts';
import { parseExpression } from '../syntax/index.ts';
import type {
  Declaration,
  Expression,
  Operator,
  Statement,
  Tree,
  TypeSyntax,
} from '../syntax/tree.ts';
import { Evaluator, type Inputs } from './evaluator.ts';
import { logDensity, type Densities, type DensityText } from './density.ts';
import { Precision, toNumber, zero, fromNumber } from './real/index.ts';
import { inputTerm, termOf, type Term } from './term.ts';
import { transformOf, type Transform } from './transform.ts';
import { translate, type Scope } from './translate.ts';
import { array, numberOf, scalar, type Value } from './value.ts';
import { volume } from '../base/shape.ts';

/** An unknown, and where its unconstrained numbers begin in θ. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly domain: Domain;
  readonly offset: number;
  readonly size: number;
  readonly transform: Transform;
}

/** A column or a hyper-parameter. */
export interface Input {
  readonly name: string;
  readonly shape: readonly number[];
  readonly domain: Domain;
  /** The value of a hyper-parameter where none is set. */
  readonly value: Term | null;
}

/** The terms of the objective, nothing simplified. */
export interface Program {
  readonly parameters: readonly Parameter[];
  readonly columns: readonly Input[];
  readonly hypers: readonly Input[];
  readonly weight: Term | null;
  /** log p and loss of each row, penalties and log p of the parameters once. */
  readonly likelihoods: readonly Term[];
  readonly losses: readonly Term[];
  readonly penalties: readonly Term[];
  readonly priors: readonly Term[];
}

export type FunctionTexts = Readonly<
  Record<string, { readonly arity: number; readonly definition?: string }>
>;

/** What a program is made with. */
export interface ProgramOptions {
  /** Definitions over `a`, `b`, `c` of functions that the oracle does not know by itself. */
  readonly functions?: FunctionTexts;
  /** The domains that the model may use; those of the table where none are given. */
  readonly domains?: DomainTable;
  readonly densities: readonly DensityText[];
  readonly dims: Readonly<Record<string, number>>;
}

type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** Makes the program of a model that was found to be sound. */
export function makeProgram(tree: Tree, options: ProgramOptions): Program {
  const builder = new Builder(tree, options);
  for (const statement of tree.statements) builder.take(statement);
  return builder.program;
}

class Builder {
  readonly program = {
    parameters: [] as Parameter[],
    columns: [] as Input[],
    hypers: [] as Input[],
    weight: null as Term | null,
    likelihoods: [] as Term[],
    losses: [] as Term[],
    penalties: [] as Term[],
    priors: [] as Term[],
  };
  readonly #dims: Readonly<Record<string, number>>;
  readonly #domains: DomainTable;
  readonly #terms = new Map<string, Term>();
  /** What the bodies of functions and densities see: all that is declared. */
  readonly #scope: Scope;
  readonly #densities: Densities;

  constructor(
    tree: Tree,
    { densities, dims, functions: texts = {}, domains = table }: ProgramOptions,
  ) {
    this.#domains = domains;
    const declared = <K extends 'function' | 'density'>(kind: K) =>
      tree.statements.filter((s): s is StatementOf<K> => s.kind === kind);
    const named = <S extends StatementOf<'function' | 'density'>>(list: readonly S[]) =>
      new Map(list.map((s) => [s.name.text, s]));
    this.#dims = dims;
    this.#densities = {
      texts: new Map(densities.map((each) => [each.name, each])),
      declared: named(declared('density')),
    };
    const functions = new Map([...defined(texts), ...named(declared('function'))]);
    this.#scope = { terms: this.#terms, globals: this.#terms, functions, end: null };
  }

  take(statement: Statement): void {
    (this.#rules[statement.kind] as (s: Statement) => void)(statement);
  }

  readonly #rules: { readonly [K in Statement['kind']]: (s: StatementOf<K>) => void } = {
    dim: ({ name, value }) => {
      const given = this.#dims[name.text];
      const term =
        given === undefined
          ? this.#translate(value)
          : termOf([], (p) => scalar(fromNumber(p, given)));
      this.#terms.set(name.text, term);
    },
    data: ({ declarations }) => declarations.forEach((each) => this.#column(each)),
    param: ({ declarations }) => declarations.forEach((each) => this.#parameter(each)),
    hyper: ({ declarations }) => declarations.forEach((each) => this.#hyper(each)),
    definition: ({ name, value }) => this.#terms.set(name.text, this.#translate(value)),
    output: ({ name, value }) => this.#terms.set(name.text, this.#translate(value)),
    function: () => undefined,
    density: () => undefined,
    distributed: (s) => {
      const term = logDensity(s, this.#densities, this.#scope, (t) => this.#shapeOf(t));
      (term.perRow ? this.program.likelihoods : this.program.priors).push(term);
    },
    loss: ({ value }) => this.program.losses.push(this.#translate(value)),
    penalty: ({ value }) => this.program.penalties.push(this.#translate(value)),
  };

  #translate(e: Expression): Term {
    return translate(e, this.#scope);
  }

  #column({ name, type }: Declaration): void {
    const input = { name: name.text, ...this.#type(type), value: null };
    const term = inputTerm(name.text, 'column');
    this.program.columns.push(input);
    this.#terms.set(name.text, term);
    if (input.domain.kind === 'weight') this.program.weight = term;
  }

  #parameter({ name, type }: Declaration): void {
    const { domain, shape } = this.#type(type);
    const before = this.program.parameters.at(-1);
    const offset = before ? before.offset + before.size : 0;
    const transform = transformOf(domain, shape);
    const { size } = transform;
    this.program.parameters.push({ name: name.text, shape, domain, offset, size, transform });
    this.#terms.set(name.text, inputTerm(name.text, 'parameter'));
  }

  #hyper({ name, type, value }: Declaration): void {
    const input = {
      name: name.text,
      ...this.#type(type),
      value: value ? this.#translate(value) : null,
    };
    this.program.hypers.push(input);
    this.#terms.set(name.text, inputTerm(name.text, 'fixed'));
  }

  #type({ domain, domainArgs, shape }: TypeSyntax): { domain: Domain; shape: readonly number[] } {
    const numbers = domainArgs.map((e) => this.#number(e));
    const row = present(this.#domains[domain.text], `the oracle knows the domain ${domain.text}`);
    const made = row.make(numbers);
    invariant(typeof made !== 'string', 'the arguments of a domain fit');
    return { domain: made, shape: shape.map((e) => this.#number(e)) };
  }

  #number(e: Expression): number {
    return toNumber(numberOf(this.#value(this.#translate(e))));
  }

  /** The shape of a term: that of its value where all inputs are 0. */
  #shapeOf(term: Term): readonly number[] {
    return this.#value(term).shape;
  }

  #value(term: Term): Value {
    return new Evaluator(new Precision(64), this.#zeros()).base(term, 0);
  }

  #zeros(): Inputs {
    const { parameters, columns, hypers } = this.program;
    const zeros = new Map(
      [...parameters, ...columns, ...hypers].map(({ name, shape, domain }) => {
        const numbers = Array.from({ length: volume(shape) }, () => zero);
        return [name, { ...array(shape, numbers), codes: domain.kind === 'category' }];
      }),
    );
    return { at: (name) => present(zeros.get(name)) };
  }
}

/** The functions of the language that have a definition, element by element, as if the model had them. */
function defined(texts: FunctionTexts): [string, StatementOf<'function'>][] {
  return Object.entries(texts).flatMap(([name, { arity, definition }]) => {
    if (definition === undefined) return [];
    const body = byElement(parseExpression({ name, text: definition }));
    const { span } = body;
    const parameters = ['a', 'b', 'c'].slice(0, arity).map((text) => ({ text, span }));
    return [[name, { kind: 'function', name: { text: name, span }, parameters, body, span }]];
  });
}

const dotted: { readonly [K in Operator]?: Operator } = {
  multiply: 'dotMultiply',
  divide: 'dotDivide',
  pow: 'dotPow',
};

/** A formula of numbers, applied to arrays element by element. */
function byElement(e: Expression): Expression {
  if (e.kind === 'call') return { ...e, args: e.args.map(byElement) };
  if (e.kind !== 'operation') return e;
  return { ...e, operator: dotted[e.operator] ?? e.operator, args: e.args.map(byElement) };
}
