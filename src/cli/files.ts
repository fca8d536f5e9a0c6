import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import type { Source } from '../base/source.ts';
import { failReading, isClosedPipe, writingFailure } from './file-failures.ts';

/** Whether a path stands for standard input or output. */
export const isStandard = (path: string): boolean => path === '-';

/** What an input is called in messages. */
export const inputName = (path: string): string => (isStandard(path) ? 'standard input' : path);

const standardInput = 0;

/** The text of a file, or of standard input for `-`, without its byte order mark. */
export function readText(path: string): string {
  try {
    return readFileSync(isStandard(path) ? standardInput : path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return failReading(inputName(path), error);
  }
}

/** No model comes near it; data do, where they are named in the place of the model. */
const longestModel = 4_194_304;

/** A model file, known by the path that the user gave. */
export function readSource(path: string): Source {
  const name = inputName(path);
  const size = sizeOf(path);
  if (size > longestModel) throw tooLong(name, size);
  return { name, text: readText(path) };
}

function sizeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch (error) {
    return failReading(path, error);
  }
}

function tooLong(name: string, bytes: number): FluxionError {
  const message = `${name} is no model: it is ${Math.round(bytes / 1e6)} MB long`;
  const help = 'name the model first, then the data';
  return new FluxionError([diagnostic('notAModel', message, { help })]);
}

/**
 * Writes a file in one stroke: a reader sees the old text or the new one, and an interruption leaves
 * the old. Makes the folders that are missing. What is no file, such as a device or a named pipe, is
 * written to as it is; a file that a link leads to is written, and the link stays.
 */
export function writeWhole(path: string, chunks: Iterable<string>): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) replace(path, chunks);
    else if (found.isFile()) replace(requireWritable(path), chunks, found.mode);
    else writeChunks(path, chunks);
  } catch (error) {
    throw writingFailure(path, error);
  }
}

/** The file itself, behind links. A rename would go through where its own permissions forbid to write. */
function requireWritable(path: string): string {
  accessSync(path, constants.W_OK);
  return realpathSync(path);
}

/** Puts a file with the text, of the permissions of the old one, in the place of the path. */
function replace(path: string, chunks: Iterable<string>, mode?: number): void {
  const draft = join(dirname(path), `.fluxion.${process.pid}.tmp`);
  try {
    writeChunks(draft, chunks);
    if (mode !== undefined) chmodSync(draft, mode);
    renameSync(draft, path);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw error;
  }
}

function writeChunks(path: string, chunks: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    for (const chunk of chunks) {
      const bytes = Buffer.from(chunk);
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    }
  } finally {
    closeSync(file);
  }
}

/** Writes to a file, or to standard output where the path is `-` or there is none. */
export async function writeOut(path: string | undefined, chunks: Iterable<string>): Promise<void> {
  if (path === undefined || isStandard(path)) await print(chunks);
  else writeWhole(path, chunks);
}

/** Ends early where the reader has closed the pipe. */
async function print(chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) {
    if (!process.stdout.write(chunk) && !(await drained())) return;
  }
}

async function drained(): Promise<boolean> {
  try {
    await once(process.stdout, 'drain');
    return true;
  } catch (error) {
    if (isClosedPipe(error)) return false;
    throw writingFailure('standard output', error);
  }
}
