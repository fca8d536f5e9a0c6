import * as runtime from '../../src/runtime/special.ts';
import * as samplers from '../../src/runtime/samplers.ts';
import type {
  Buffer,
  Expression,
  Kernel,
  Kernels,
  Local,
  Statement,
} from '../../src/lower/index.ts';

/** The arrays and numbers that a kernel runs on. */
export interface Call {
  readonly theta: Float64Array;
  readonly data: Readonly<Record<string, unknown>>;
  readonly rows: { from: number; to: number; order: Int32Array | null };
  readonly gradient: Float64Array;
  readonly outputs: Readonly<Record<string, Float64Array>>;
  readonly random: () => number;
}

const operators: Partial<Record<string, string>> = { and: '&&', or: '||', rem: '%' };

/** A kernel as a JavaScript function, printed in the plainest way. */
export function compileKernel(kernel: Kernel, kernels: Kernels): (call: Call) => number {
  const source = new Printer().kernel(kernel);
  const scratch = Object.fromEntries(
    kernels.scratch.map((b) => [b.name, new Float64Array(b.length ?? 0)]),
  );
  const make = new Function('scratch', 'runtime', source) as (
    scratch: unknown,
    runtime: unknown,
  ) => (call: Call) => number;
  return make(scratch, { ...runtime, ...samplers });
}

export const sourceOf = (kernel: Kernel): string => new Printer().kernel(kernel);

class Printer {
  readonly #locals = new Map<Local, string>();
  readonly #prelude = new Map<string, string>();
  readonly #scratch = new Set<string>();

  kernel(kernel: Kernel): string {
    const body = this.#block(kernel.body);
    const prelude = [...this.#prelude].map(([name, value]) => `const ${name} = ${value};`);
    const scratch = [...this.#scratch].map((name) => `const scratch_${name} = scratch['${name}'];`);
    return `${scratch.join('\n')}\nreturn (call) => {\n${prelude.join('\n')}\n${body}\n};`;
  }

  #local(local: Local): string {
    const known = this.#locals.get(local);
    if (known) return known;
    const name = `${local.name}_${this.#locals.size}`;
    this.#locals.set(local, name);
    return name;
  }

  #buffer({ name, role }: Buffer): string {
    if (role === 'scratch') this.#scratch.add(name);
    const sources: Record<Buffer['role'], string> = {
      theta: 'call.theta',
      gradient: 'call.gradient',
      order: 'call.rows.order',
      scratch: '',
      column: `call.data['${name}']`,
      hyper: `call.data['${name}']`,
      output: `call.outputs['${name}']`,
    };
    if (role !== 'scratch') this.#prelude.set(`${role}_${name}`, sources[role]);
    return `${role}_${name}`;
  }

  #field(name: string, of: string): string {
    this.#prelude.set(`field_${of}_${name}`, `call.${of}.${name}`);
    return `field_${of}_${name}`;
  }

  #block = (body: readonly Statement[]): string => body.map((s) => this.#statement(s)).join('\n');

  #statement(s: Statement): string {
    const e = (x: Expression): string => this.#expression(x);
    switch (s.kind) {
      case 'comment':
        return `// ${s.text}`;
      case 'declare': {
        const value = e(s.value);
        return `${s.mutable ? 'let' : 'const'} ${this.#local(s.local)} = ${value};`;
      }
      case 'assign':
        return `${this.#local(s.local)} ${s.operator} ${e(s.value)};`;
      case 'store':
        return `${this.#buffer(s.buffer)}[${e(s.index)}] ${s.operator} ${e(s.value)};`;
      case 'fill':
        return `${this.#buffer(s.buffer)}.fill(${e(s.value)}, ${e(s.from)}, ${e(s.to)});`;
      case 'for': {
        const i = this.#local(s.index);
        return `for (let ${i} = ${e(s.from)}; ${i} < ${e(s.to)}; ${i} += ${s.step}) {\n${this.#block(s.body)}\n}`;
      }
      case 'if':
        return `if (${e(s.test)}) {\n${this.#block(s.then)}\n} else {\n${this.#block(s.otherwise)}\n}`;
      case 'perform':
        return `${e(s.value)};`;
      case 'return':
        return `return ${e(s.value)};`;
    }
  }

  #expression(x: Expression): string {
    const e = (y: Expression): string => this.#expression(y);
    switch (x.kind) {
      case 'number':
        return Object.is(x.value, -0) ? '(-0)' : `(${x.value})`;
      case 'local':
        return this.#local(x.local);
      case 'load':
        return `${this.#buffer(x.buffer)}[${e(x.index)}]`;
      case 'field':
        return this.#field(x.name, x.of);
      case 'binary':
        return `(${e(x.left)} ${operators[x.operator] ?? x.operator} ${e(x.right)})`;
      case 'unary':
        return `(${x.operator === 'not' ? '!' : '-'}${e(x.value)})`;
      case 'call':
        return `${Object.hasOwn(Math, x.name) ? 'Math' : 'runtime'}.${x.name}(${x.args.map(e).join(', ')})`;
      case 'select':
        return `(${e(x.test)} ? ${e(x.whenTrue)} : ${e(x.whenFalse)})`;
      case 'absent':
        return `(${this.#buffer(x.buffer)} === null)`;
      case 'array':
        return this.#buffer(x.buffer);
      case 'random':
        return 'call.random';
    }
  }
}
