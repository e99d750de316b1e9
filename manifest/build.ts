import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationError, loadConfiguration } from '../services/configuration.ts';
import { faultsOf, manifestFor, noId, packageOf } from './package.ts';

const help = `manifest: builds and validates the Teams app package

  npm run manifest                 writes popup-desk-teams.zip into the data folder
  npm run manifest -- --out <file>
  npm run manifest -- --help

The ids come from teams.appId of the configuration (POPUP_DESK_CONFIG, or popup-desk.json here). Name and addresses of
your organisation stand in manifest/manifest.json.`;

async function run(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { help: { type: 'boolean', default: false }, out: { type: 'string' } },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const standing = loadConfiguration(process.env);
  const configuration = standing.mode === 'configured' ? standing.configuration : undefined;
  const appId = configuration?.teams?.appId;
  const manifest = manifestFor(appId ?? noId);
  const faults = await faultsOf(manifest);
  if (faults.length > 0) {
    for (const fault of faults) console.error(`manifest/manifest.json: ${fault}`);
    return 1;
  }
  const file = resolve(values.out ?? `${configuration?.data ?? 'data'}/popup-desk-teams.zip`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await packageOf(manifest));
  console.log(`The Teams package is ${file}: valid against the schema of manifest version 1.19.`);
  console.log(
    appId === undefined
      ? 'It carries no bot: the configuration names no teams.appId, so Teams will not take it. Set it and build again.'
      : `It belongs to the bot ${appId}. Upload it in the Teams admin center, or in Teams under Apps, Manage your apps.`,
  );
  return 0;
}

/** The status for an error, after its sentences were said. */
function failed(error: unknown): number {
  const lines =
    error instanceof ConfigurationError
      ? error.lines
      : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) console.error(line);
  return error instanceof ConfigurationError || error instanceof TypeError ? 2 : 1;
}

process.exitCode = await run(process.argv.slice(2)).catch(failed);
