import { Agent, request } from 'undici';
import { z } from 'zod';
import { errorText } from '../services/error-code.ts';

/** A file that was sent with a message, and where it can be had. */
export interface FileOffered {
  readonly name: string;
  /** Undefined for what can be no text: a picture. */
  readonly url: string | undefined;
}
/** From where files are fetched, and how much of them. */
export interface Downloads {
  readonly allows: (url: URL) => boolean;
  readonly bytesAtMost?: number;
  readonly withinMs?: number;
}

/** Teams keeps files of a chat in the sender's OneDrive: SharePoint of the public and the sovereign clouds. */
const teamsHosts = ['.sharepoint.com', '.sharepoint.us', '.sharepoint-mil.us', '.sharepoint.cn'];
export const teamsDownloads: Downloads = {
  allows: ({ protocol, hostname, port, username }) =>
    protocol === 'https:' &&
    port === '' &&
    username === '' &&
    teamsHosts.some((end) => hostname.endsWith(end)),
};
/** In the lab the client runs on this machine. */
export const labDownloads: Downloads = {
  allows: ({ protocol, hostname }) =>
    protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname),
};

const attachmentSchema = z.looseObject({
  contentType: z.string().max(200),
  name: z.string().max(500).nullish(),
  contentUrl: z.string().max(4_000).nullish(),
  content: z.unknown().optional(),
});
const fileSchema = z.looseObject({ downloadUrl: z.string().max(4_000) });
export const attachmentsSchema = z.array(attachmentSchema).max(50);

/** The files among a message's attachments; Teams also attaches the message itself as HTML, and cards. */
export const filesOf = (
  attachments: z.infer<typeof attachmentsSchema> | null | undefined,
): readonly FileOffered[] =>
  (attachments ?? []).flatMap(({ contentType, name, contentUrl, content }): readonly FileOffered[] => {
    const called = name ?? 'the file';
    if (contentType === 'application/vnd.microsoft.teams.file.download.info') {
      const file = fileSchema.safeParse(content);
      return [{ name: called, url: file.success ? file.data.downloadUrl : undefined }];
    }
    if (contentType.startsWith('image/')) return [{ name: called, url: undefined }];
    if (contentType === 'text/html' || contentType.startsWith('application/vnd.microsoft.card')) return [];
    return typeof contentUrl === 'string' ? [{ name: called, url: contentUrl }] : [];
  });

/**
 * The bytes of a file, or why there are none. Only a host that Teams uses is asked, nothing of ours goes with the
 * request, and no redirect is followed. The address is a secret by itself: it is neither logged nor repeated.
 */
export async function fetchFile(
  { allows, bytesAtMost = 5 * 1024 * 1024, withinMs = 15_000 }: Downloads,
  { name, url }: FileOffered,
): Promise<{ readonly bytes: Buffer } | { readonly refused: string }> {
  const file = name.length > 80 ? `${name.slice(0, 79)}…` : name;
  const refused = (why: string) => ({ refused: `I did not read ${file}: ${why}` });
  if (url === undefined) return refused('I read text only. Copy the words out of it and paste them.');
  if (!URL.canParse(url) || !allows(new URL(url)))
    return refused(
      'it does not lie where Teams keeps files. Attach it to the message itself, or paste the text.',
    );
  const dispatcher = new Agent({ connect: { timeout: 5_000 } });
  const megabytes = `${Math.round(bytesAtMost / 1024 / 1024)} MB`;
  const tooBig = `it is larger than ${megabytes}. Cut out the minutes around the popup, and send that.`;
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      headersTimeout: withinMs,
      bodyTimeout: withinMs,
      signal: AbortSignal.timeout(withinMs),
    });
    if (statusCode !== 200) {
      await body.dump();
      return refused(`Teams’ file store answered ${statusCode}. Send it once more, or paste the text.`);
    }
    if (Number(headers['content-length'] ?? 0) > bytesAtMost) {
      body.destroy();
      return refused(tooBig);
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      const buffer: Buffer = chunk; // a body without an encoding set yields buffers
      bytes += buffer.length;
      if (bytes > bytesAtMost) return refused(tooBig);
      chunks.push(buffer);
    }
    return { bytes: Buffer.concat(chunks) };
  } catch (error) {
    return refused(
      `it could not be fetched within ${withinMs / 1000} s (${reasonOf(error)}). Send it once more, or paste the text.`,
    );
  } finally {
    await dispatcher.destroy();
  }
}

/** Why, without the address. */
const reasonOf = (error: unknown): string =>
  errorText(error)
    .replace(/https?:\/\/\S+/g, 'its address')
    .slice(0, 100);
