import type { Kernel } from '../lower/index.ts';
import type { Compiled } from './compiled.ts';
import { History, type TextPlace } from './history.ts';
import { locateLines, type LocatedLine, type LocatedNode } from './located.ts';
import { Purposes } from './purpose.ts';

/** Where a number that is computed comes from. */
export interface MappedNode {
  /** The line computes something on the way to it, that is none of its numbers. */
  readonly isPart: boolean;
  /** `objective`, `gradient of w`, `definition z`, `column x`, `part of objective, gradient of w`. */
  readonly what: string;
  /** The text that says it, or the texts of its parts; none for what no text says, as the number of rows. */
  readonly places: readonly TextPlace[];
  /** The steps of the derivation that led to it, the first first. */
  readonly steps: readonly string[];
}

/** One line of a generated module. */
export interface MappedLine {
  readonly line: number;
  /** The part of the module: the name of what is declared, `header`, `imports`; null between parts. */
  readonly region: string | null;
  /** What the line is for where it computes nothing. */
  readonly says: string | null;
  readonly nodes: readonly MappedNode[];
}

/** Where each line of a generated module comes from. */
export interface SourceMap {
  /** The model's file, without its folder. */
  readonly model: string;
  readonly lines: readonly MappedLine[];
}

/** Maps the text of a model's module to the model. */
export async function mapSource(text: string, compiled: Compiled): Promise<SourceMap> {
  const mapper = new Mapper(compiled);
  const lines = await locateLines(text, compiled);
  return {
    model: compiled.model.source.name.replace(/^.*[\\/]/su, ''),
    lines: lines.map((line) => mapper.line(line)),
  };
}

/** Says of what is located where it comes from. */
export class Mapper {
  readonly #compiled: Compiled;
  readonly #history: History;
  readonly #purposes = new Map<Kernel['name'], Purposes>();

  constructor(compiled: Compiled) {
    this.#compiled = compiled;
    this.#history = new History(compiled);
  }

  line({ line, region, kernel, says, nodes }: LocatedLine): MappedLine {
    const mapped = kernel ? nodes.map((each) => this.node(each, kernel)) : [];
    return { line, region, says, nodes: mapped };
  }

  /** A node that a kernel computes, or computes a part of. */
  node({ node, isPart }: LocatedNode, kernel: Kernel['name']): MappedNode {
    const purposes = this.#purposesOf(kernel);
    const by = purposes.derivativeBy(node);
    return {
      isPart,
      what: isPart ? purposes.ofPart(node) : purposes.of(node),
      places: this.#history.placesOf(node, by),
      steps: this.#history.stepsOf(node, by),
    };
  }

  #purposesOf(kernel: Kernel['name']): Purposes {
    const known = this.#purposes.get(kernel) ?? new Purposes(this.#compiled, kernel);
    this.#purposes.set(kernel, known);
    return known;
  }
}
