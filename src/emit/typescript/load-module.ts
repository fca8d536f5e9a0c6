import { present } from '../../base/invariant.ts';
import * as runtime from '../../runtime/index.ts';
import type { Model } from '../../runtime/model.ts';
import { evaluate } from './evaluate.ts';

/** The model that the text of a generated module exports, in this process; nothing is read or written. */
export async function loadModule(text: string): Promise<Model> {
  const { ts } = await import('ts-morph');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: { default?: Model } = {};
  const available = new Map([['fluxion/runtime', runtime]]);
  const require = (name: string) => present(available.get(name), `a module imports ${name}`);
  evaluate(outputText, { exports, require }, 'module');
  return present(exports.default, 'a module exports its model as default');
}
