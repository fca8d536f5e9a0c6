import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { random, type Random } from '../../src/runtime/index.ts';
import { fluxion, type Outcome } from '../cli/run-command.ts';
import { mutate, type Target } from './mutations.ts';
import { printModel, randomModel } from './random-models.ts';

/** What a command is run with: the words, and the files `model.fx` and `data.csv` in its folder. */
export type Input = { readonly [T in Target]: string };

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const names = ['line', 'linear-regression', 'two-node', 'commute', 'ridge', 'softmax-iris'];

/** Rows enough for each code of each example. */
const rowsTaken = 120;

const inputs = names.map((name): Omit<Input, 'command'> => {
  const read = (file: string): string => readFileSync(join(examples, name, file), 'utf8');
  const rows = read('data.csv').split('\n');
  const data = rows.filter((_, k) => k === 0 || k % Math.ceil(rows.length / rowsTaken) === 1);
  return { model: read(`${name}.fx`), data: data.join('\n') };
});

const commands = [
  'fit model.fx data.csv --epochs 20',
  'derive model.fx',
  'build model.fx --out out',
  'fit model.fx data.csv --json out.json --seed 2 --optimizer adam --batch-size 8 --epochs 2',
  'check model.fx --rows 4',
  'check model.fx data.csv',
  'fit model.fx data.csv --method closed-form',
  'derive model.fx --format html --out out/page.html',
  'sample model.fx --params params.json --rows 3 --seed 1',
  'derive model.fx --format json',
];

const choose = <T>(items: readonly T[], draw: Random): T =>
  items[Math.floor(draw() * items.length)]!;

/** The input of a seed: what works, and one part of it changed. */
export function randomInput(seed: number): Input {
  const draw = random(seed, 1);
  const base = choose(inputs, draw);
  const isRandom = draw() < 0.2;
  const model = isRandom ? `${printModel(randomModel(seed, 1))}\n` : base.model;
  const command = choose(commands, draw)
    .split(' ')
    .map((word) => `${word}\0`)
    .join('');
  const input = { ...base, model, command };
  const kinds = ['model', 'model', 'model', 'data', 'command'] as const;
  const target = choose(
    command.includes('data.csv') ? kinds : (['model', 'model', 'command'] as const),
    draw,
  );
  return { ...input, [target]: mutate(target, input[target], draw) };
}

/** The words of a command; those that would wait for input, or go on for ever, are left out. */
export const wordsOf = ({ command }: Input): string[] =>
  command
    .split('\0')
    .slice(0, -1)
    .filter((word) => word !== '-' && word !== '--watch');

/** Runs the command of an input in a folder that is there for it; the processor seconds that it took. */
export async function runInput(folder: string, input: Input): Promise<Outcome & { time: number }> {
  writeFileSync(join(folder, 'model.fx'), input.model);
  writeFileSync(join(folder, 'data.csv'), input.data);
  writeFileSync(join(folder, 'params.json'), '{"m": 1, "b": 0, "sigma": 1, "p": 0.5}');
  const start = process.cpuUsage();
  const outcome = await fluxion(folder, ...wordsOf(input));
  return { ...outcome, time: process.cpuUsage(start).user / 1e6 };
}

/** What is wrong with how a command ended: it has to work, or to say with a code what is wrong. */
export function complaint({
  status,
  stderr,
  time,
}: Outcome & { time: number }): string | undefined {
  if (status === null || ![0, 1, 2].includes(status)) return `exit status ${status}: ${stderr}`;
  if (status === 1 && !/^(error|note|warning)\[FX\d+\]/m.test(stderr)) return `no code: ${stderr}`;
  if (/undefined|\[object|NaN is not|\bat .*\.ts:\d/.test(stderr)) return `unreadable: ${stderr}`;
  return time > mostSeconds ? `it takes ${time} s` : undefined;
}

/** Far beyond what a small model takes. */
const mostSeconds = 20;
