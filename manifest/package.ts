import { readFileSync } from 'node:fs';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { ZipFile } from 'yazl';
import { colourIcon, outlineIcon } from './icon.ts';

/** The id of a package that belongs to no bot yet. */
export const noId = '00000000-0000-0000-0000-000000000000';

/** The manifest for a bot's application id. */
export function manifestFor(appId: string): TeamsManifest {
  const text = readFileSync(new URL('manifest.json', import.meta.url), 'utf8');
  // The schema below says whether it is one.
  return JSON.parse(text.replaceAll(noId, appId)) as TeamsManifest;
}

/** What Microsoft's own schema finds wrong with a manifest, offline; empty when nothing. */
export const faultsOf = (manifest: TeamsManifest): Promise<readonly string[]> =>
  AppManifestUtils.validateAgainstSchema(manifest);

/** The Teams package as a zip: manifest and both icons. The same input gives the same bytes. */
export async function packageOf(manifest: TeamsManifest): Promise<Buffer> {
  const zip = new ZipFile();
  const options = { mtime: new Date(2026, 0, 1) };
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json', options);
  zip.addBuffer(colourIcon(), 'color.png', options);
  zip.addBuffer(outlineIcon(), 'outline.png', options);
  zip.end();
  const chunks: Buffer[] = [];
  // yazl's stream has no encoding set, so it yields buffers.
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
