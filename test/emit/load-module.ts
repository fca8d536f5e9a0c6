import ts from 'typescript';
import { present } from '../../src/base/invariant.ts';
import * as runtime from '../../src/runtime/index.ts';
import type { Model } from '../../src/runtime/model.ts';
import { evaluate } from '../../src/emit/typescript/evaluate.ts';

/** The model that the text of a generated module exports, in this process; nothing is read or written. */
export function loadModule(text: string): Model {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: { default?: Model } = {};
  const available = new Map([['fluxion/runtime', runtime]]);
  const require = (name: string) => present(available.get(name), `a module imports ${name}`);
  evaluate(outputText, { exports, require }, 'module');
  return present(exports.default, 'a module exports its model as default');
}
