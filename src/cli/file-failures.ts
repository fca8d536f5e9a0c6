import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';

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
  EPIPE: 'its reader is gone',
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

/** What the error of a writing operation is to the user; any other error as it is. */
export function writingFailure(path: string, error: unknown): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  return new FluxionError([diagnostic('unwritableFile', `${path} cannot be written: ${reason}`)]);
}

/** Whether a reader has closed the pipe that is written to. */
export const isClosedPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EPIPE';
