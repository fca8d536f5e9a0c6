import { Command } from 'commander';
import { buildCommand } from './build.ts';
import { checkCommand } from './check.ts';
import { deriveCommand } from './derive.ts';
import { fitCommand } from './fit.ts';
import { initCommand } from './init.ts';
import { readManifest } from './package.ts';
import { sampleCommand } from './sample.ts';

const commands = [
  buildCommand,
  deriveCommand,
  checkCommand,
  fitCommand,
  sampleCommand,
  initCommand,
];

/**
 * The command line. Each command imports the compiler and the libraries that it needs when it runs,
 * so that help comes at once.
 */
export function createProgram(): Command {
  const program = new Command('fluxion')
    .description('From a model in maths to its gradient, its fit and its derivation.')
    .version(readManifest().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .showHelpAfterError('Run `fluxion --help` for its commands.')
    .exitOverride();
  for (const create of commands) program.addCommand(inherit(create(), program));
  return program;
}

const inherit = (command: Command, program: Command): Command =>
  command
    .copyInheritedSettings(program)
    .helpOption('-h, --help', 'print help')
    .showHelpAfterError(`Run \`fluxion ${command.name()} --help\` for its options.`);
