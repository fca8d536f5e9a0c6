import type { ts } from 'ts-morph';
import { invariant, present } from '../../base/invariant.ts';
import type { Kernels, Statement } from '../../lower/loops.ts';
import type { KernelName } from './kernel.ts';
import { printKernels } from './kernels.ts';
import type { ModelFacts } from './model-facts.ts';
import type { PrintedStatement } from './printed.ts';

/** Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of whole lines of a module with one purpose. */
export interface Region {
  /** `imports`, or the name of what is declared; `default` for the model as one object. */
  readonly name: string;
  readonly lines: Lines;
}

/** From the first to the last. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Where a statement of a kernel is in the text of its module. */
export interface StatementPlace {
  readonly kernel: KernelName;
  readonly start: Position;
  /** Its lines, without those of the statements inside it; with the comment above it. */
  readonly lines: readonly Lines[];
  /** The statement of the loops; null where it takes or hands back what the model has names for. */
  readonly statement: Statement | null;
  readonly inputs: readonly string[];
}

/** What is where in the text of a module. */
export interface Places {
  /** The parts of the module, in order; lines between them are empty. */
  readonly regions: readonly Region[];
  readonly statements: readonly StatementPlace[];
}

/** Finds the statements of the kernels in the text that `emitModule` made of them. */
export async function findPlaces(
  text: string,
  { layout }: ModelFacts,
  kernels: Kernels,
): Promise<Places> {
  const { ts } = await import('ts-morph');
  const file = ts.createSourceFile('model.ts', text, ts.ScriptTarget.ESNext, true);
  const finder = new Finder(ts, file);
  const { functions } = printKernels(kernels, layout, 'typescript');
  return {
    regions: finder.regions(),
    statements: functions.flatMap(({ name, statements }) => finder.kernel(name, statements)),
  };
}

/** What a statement is in TypeScript; the others are expressions. */
const syntax: { readonly [K in Statement['kind']]?: keyof typeof ts.SyntaxKind } = {
  declare: 'VariableStatement',
  for: 'ForStatement',
  if: 'IfStatement',
  return: 'ReturnStatement',
};

class Finder {
  readonly #ts: typeof ts;
  readonly #file: ts.SourceFile;

  constructor(library: typeof ts, file: ts.SourceFile) {
    this.#ts = library;
    this.#file = file;
  }

  regions(): Region[] {
    const { statements } = this.#file;
    const first = present(statements[0], 'a module has statements');
    const header = { first: 1, last: this.#line(first.getStart()) - 1 };
    return [
      { name: 'header', lines: header },
      ...statements.map((statement) => ({
        name: this.#nameOf(statement),
        lines: { first: this.#firstLine(statement), last: this.#line(statement.getEnd()) },
      })),
    ];
  }

  kernel(name: KernelName, statements: readonly PrintedStatement[]): StatementPlace[] {
    const found = this.#file.statements.find(
      (s): s is ts.FunctionDeclaration =>
        this.#ts.isFunctionDeclaration(s) && s.name?.text === name,
    );
    const { body } = present(found, `the module has ${name}`);
    return this.#zip(name, statements, present(body).statements);
  }

  /** Formatting neither drops nor moves a statement: those of the text are those that were printed. */
  #zip(
    kernel: KernelName,
    printed: readonly PrintedStatement[],
    found: readonly ts.Statement[],
  ): StatementPlace[] {
    invariant(printed.length === found.length, `${kernel} has the statements that were printed`);
    return printed.flatMap((one, k) => this.#places(kernel, one, present(found[k])));
  }

  #places(kernel: KernelName, printed: PrintedStatement, found: ts.Statement): StatementPlace[] {
    const start = this.#position(found.getStart());
    if (printed.kind === 'taking') {
      const lines = [this.#linesOf(found)];
      return [{ kernel, start, lines, statement: null, inputs: printed.inputs }];
    }
    const { statement, blocks } = printed;
    invariant(this.#fits(statement, found), `${kernel} has the statements that were printed`);
    const bodies = this.#blocksOf(found);
    invariant(blocks.length >= bodies.length, `${kernel} has the blocks that were printed`);
    const own = { kernel, start, lines: this.#around(found, bodies), statement, inputs: [] };
    const inner = bodies.map((body, k) => this.#zip(kernel, present(blocks[k]), body.statements));
    return [own, ...inner.flat()];
  }

  #fits({ kind }: Statement, found: ts.Statement): boolean {
    return found.kind === this.#ts.SyntaxKind[syntax[kind] ?? 'ExpressionStatement'];
  }

  #blocksOf(statement: ts.Statement): ts.Block[] {
    if (this.#ts.isForStatement(statement)) return [statement.statement].filter(this.#ts.isBlock);
    if (!this.#ts.isIfStatement(statement)) return [];
    return [statement.thenStatement, statement.elseStatement].filter(
      (s): s is ts.Block => s !== undefined && this.#ts.isBlock(s),
    );
  }

  /** The lines of a statement that are not inside its blocks. */
  #around(statement: ts.Statement, blocks: readonly ts.Block[]): Lines[] {
    const all = this.#linesOf(statement);
    const found: Lines[] = [];
    let { first } = all;
    for (const block of blocks) {
      found.push({ first, last: this.#line(block.getStart()) });
      first = this.#line(block.getEnd());
    }
    return [...found, { first, last: all.last }];
  }

  #linesOf = (statement: ts.Statement): Lines => ({
    first: this.#firstLine(statement),
    last: this.#line(statement.getEnd()),
  });

  /** Where the comment above a statement begins, if there is one. */
  #firstLine(statement: ts.Statement): number {
    const comments = this.#ts.getLeadingCommentRanges(this.#file.text, statement.getFullStart());
    const own = this.#file.statements[0] === statement ? undefined : comments?.[0]?.pos;
    return this.#line(own ?? statement.getStart());
  }

  #nameOf(statement: ts.Statement): string {
    if (this.#ts.isImportDeclaration(statement)) return 'imports';
    if (this.#ts.isExportAssignment(statement)) return 'default';
    if (this.#ts.isVariableStatement(statement))
      return present(statement.declarationList.declarations[0]).name.getText();
    const isNamed =
      this.#ts.isFunctionDeclaration(statement) || this.#ts.isTypeAliasDeclaration(statement);
    invariant(isNamed && statement.name !== undefined, 'a declaration has a name');
    return statement.name.text;
  }

  #line = (offset: number): number => this.#position(offset).line;

  #position(offset: number): Position {
    const { line, character } = this.#file.getLineAndCharacterOfPosition(offset);
    return { line: line + 1, column: character + 1 };
  }
}
