import { resolve } from 'node:path';
import { watch } from 'chokidar';
import { isModel } from './models.ts';

/** Builds the models that a test holds for; false where it cannot be told which there are. */
type Build = (concerns: (model: string) => boolean) => Promise<boolean>;

/** Saves that come this close together are one change. */
const quietMilliseconds = 50;

/** Builds the models below the paths, and again what changes, until the command is interrupted. */
export async function watchModels(paths: readonly string[], build: Build): Promise<void> {
  const { rebuild, change } = rebuilder(build);
  await rebuild();
  const watcher = watch([...paths], {
    atomic: true,
    ignoreInitial: true,
    ignored: (path) => /[\\/](node_modules|\.[^\\/.][^\\/]*)([\\/]|$)/.test(path),
  });
  watcher.on('all', (event, path) => {
    if (isModel(path)) change(path, event !== 'unlink');
  });
  await new Promise<void>((ready) => watcher.once('ready', ready));
  process.stderr.write('watching; Ctrl+C ends\n');
  await interruption();
  await watcher.close();
}

/**
 * Builds what has changed since it was built. Where two models of one name keep all from being
 * built, what has changed waits until one of them is gone.
 */
function rebuilder(build: Build) {
  const changed = new Set<string>();
  let isAllNew = true;
  const rebuild = async (): Promise<void> => {
    const all = isAllNew;
    const models = new Set(changed);
    isAllNew = false;
    changed.clear();
    if (await build((model) => all || models.has(resolve(model)))) return;
    isAllNew ||= all;
    for (const model of models) changed.add(model);
  };
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const change = (model: string, isThere: boolean): void => {
    if (isThere) changed.add(resolve(model));
    else if (changed.size === 0 && !isAllNew) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(rebuild);
    }, quietMilliseconds);
  };
  return { rebuild, change };
}

const interruption = (): Promise<void> =>
  new Promise((resolved) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolved();
      });
  });
