import type { Node, SourceFile } from 'ts-morph';
import { invariant, present } from '../../base/invariant.ts';
import { readTemplate } from '../../templates/index.ts';

/** A stretch of the template, and the text that takes its place. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The template of a model module, and what is to change in it; edits refer to the text as it was. */
export class Shell {
  readonly #source: SourceFile;
  readonly #edits: Edit[] = [];

  constructor(source: SourceFile) {
    this.#source = source;
  }

  /** Puts a text in the place of all that stands before the first statement. */
  replaceHeader(text: string): void {
    const first = present(this.#source.getStatements()[0], 'the template is empty');
    this.#edits.push({ from: 0, to: first.getStart(), text });
  }

  /** Changes the names that the imports of values (the first one) or of types bring in. */
  changeImports(of: 'values' | 'types', change: (names: string[]) => string[]): void {
    const [values, types] = this.#source.getImportDeclarations();
    const named = present(of === 'values' ? values : types).getImportClauseOrThrow();
    const names = present(named.getNamedBindings()).getText().slice(1, -1).split(',');
    const changed = change(names.map((name) => name.trim()).filter((name) => name !== ''));
    this.#replace(present(named.getNamedBindings()), `{ ${changed.join(', ')} }`);
  }

  replaceType(name: string, text: string): void {
    this.#replace(this.#source.getTypeAliasOrThrow(name).getTypeNodeOrThrow(), text);
  }

  dropType(name: string): void {
    this.#remove(this.#source.getTypeAliasOrThrow(name));
  }

  /** Puts an expression in the place of the value of a constant. */
  replaceValue(name: string, text: string): void {
    this.#replace(this.#source.getVariableDeclarationOrThrow(name).getInitializerOrThrow(), text);
  }

  /** Puts statements in the place of the one that declares a constant; its comment stays above them. */
  replaceConstant(name: string, lines: readonly string[]): void {
    this.#replace(this.#constant(name), lines.join('\n'));
  }

  dropConstant(name: string): void {
    this.#remove(this.#constant(name));
  }

  /** Puts statements in the body of a function; `unused` parameters get names that say so. */
  fillFunction(name: string, lines: readonly string[], unused: readonly string[]): void {
    const declaration = this.#source.getFunctionOrThrow(name);
    this.#replace(present(declaration.getBody()), `{\n${lines.join('\n')}\n}`);
    for (const parameter of unused) {
      const identifier = declaration.getParameterOrThrow(parameter).getNameNode();
      this.#replace(identifier, `_${parameter}`);
    }
  }

  dropFunction(name: string): void {
    this.#remove(this.#source.getFunctionOrThrow(name));
  }

  replaceDefault(text: string): void {
    const assignment = this.#source.getExportAssignmentOrThrow((e) => !e.isExportEquals());
    this.#replace(assignment.getExpression(), text);
  }

  /** The filled template. */
  print(): string {
    const template = this.#source.getFullText();
    const parts: string[] = [];
    let at = 0;
    for (const { from, to, text } of this.#edits.toSorted((a, b) => a.from - b.from)) {
      invariant(from >= at, 'edits of the template overlap');
      parts.push(template.slice(at, from), text);
      at = to;
    }
    return [...parts, template.slice(at)].join('');
  }

  #constant(name: string): Node {
    return present(this.#source.getVariableDeclarationOrThrow(name).getVariableStatement());
  }

  #replace(node: Node, text: string): void {
    this.#edits.push({ from: node.getStart(), to: node.getEnd(), text });
  }

  /** Drops a node and the comments before it. */
  #remove(node: Node): void {
    this.#edits.push({ from: node.getFullStart(), to: node.getEnd(), text: '' });
  }
}

/** Opens the template of a model module. */
export async function openShell(): Promise<Shell> {
  const { Project } = await import('ts-morph');
  const project = new Project({ useInMemoryFileSystem: true });
  return new Shell(project.createSourceFile('model.ts', readTemplate('model.ts')));
}
