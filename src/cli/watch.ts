import { resolve } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { isModel } from './models.ts';

/** Builds the models that a test holds for. */
type Build = (concerns: (model: string) => boolean) => Promise<void>;

/** Saves that come this close together are one change. */
const quietMilliseconds = 50;

/** Builds what changes below the paths, until the command is interrupted. */
export async function watchModels(paths: readonly string[], build: Build): Promise<void> {
  const watcher = watch([...paths], {
    atomic: true,
    ignoreInitial: true,
    ignored: (path) => /[\\/](node_modules|\.[^\\/.][^\\/]*)([\\/]|$)/.test(path),
  });
  rebuildChanged(watcher, build);
  await new Promise<void>((ready) => watcher.once('ready', ready));
  process.stderr.write('watching; Ctrl+C ends\n');
  await interruption();
  await watcher.close();
}

function rebuildChanged(watcher: FSWatcher, build: Build): void {
  const changed = new Set<string>();
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const rebuild = (): void => {
    const models = new Set(changed);
    changed.clear();
    running = running.then(() => build((model) => models.has(resolve(model))));
  };
  watcher.on('all', (event, path) => {
    if (!isModel(path) || event === 'unlink') return;
    changed.add(resolve(path));
    clearTimeout(timer);
    timer = setTimeout(rebuild, quietMilliseconds);
  });
}

const interruption = (): Promise<void> =>
  new Promise((resolved) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolved();
      });
  });
