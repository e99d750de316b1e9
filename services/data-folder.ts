import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigurationError } from './configuration.ts';
import { errorCode } from './error-code.ts';

/** Makes sure that a folder is there and may be written to; throws a ConfigurationError that says why it cannot be. */
export function requireFolder(folder: string): void {
  const path = resolve(folder);
  try {
    make(path);
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new ConfigurationError([
      `data: ${path} cannot be used as the data folder (${errorCode(error) || String(error)}); name another by data in the configuration or POPUP_DESK_DATA`,
    ]);
  }
}

// One folder after the other: mkdir's own "recursive" never ends below /proc.
function make(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found === undefined && dirname(path) !== path) make(dirname(path));
  mkdirSync(path);
}
