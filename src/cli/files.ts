import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { once } from 'node:events';
import { basename, dirname, join } from 'node:path';
import { diagnostic, FluxionError } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';

/** What the system's reasons mean to a person. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'a part of its path is a file, not a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  EBUSY: 'it is in use',
};

/** Why a file operation failed; undefined for an error that is no answer of the system. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  return reasons[code] ?? (/^E[A-Z0-9]+$/.test(code) ? code : undefined);
}

/** Turns the error of a reading operation into the diagnostic; rethrows any other. */
export function failReading(path: string, error: unknown): never {
  const reason = reasonOf(error);
  if (reason === undefined) throw error;
  throw new FluxionError([diagnostic('unreadableFile', `${path} cannot be read: ${reason}`)]);
}

function failWriting(path: string, error: unknown): never {
  const reason = reasonOf(error);
  if (reason === undefined) throw error;
  throw new FluxionError([diagnostic('unwritableFile', `${path} cannot be written: ${reason}`)]);
}

/** The text of a file, without its byte order mark. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return failReading(path, error);
  }
}

/** A model file, known by the path that the user gave. */
export const readSource = (path: string): Source => ({ name: path, text: readText(path) });

/**
 * Writes a file in one stroke: a reader sees the old text or the new one, and an interruption leaves
 * the old. Makes the folders that are missing.
 */
export function writeWhole(path: string, chunks: Iterable<string>): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeChunks(draft, chunks);
    renameSync(draft, path);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    failWriting(path, error);
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
  if (path !== undefined && path !== '-') {
    writeWhole(path, chunks);
    return;
  }
  for (const chunk of chunks) {
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
  }
}
