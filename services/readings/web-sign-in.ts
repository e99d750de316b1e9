import { any, reading, type Seen, type Truth } from '../cause.ts';
import { boxHost, shows } from './box.ts';

const cloud =
  /(^|\.)(outlook\.com|office365\.com|office\.com|microsoftonline\.com|microsoftonline-p\.com|microsoft\.com|live\.com|windows\.net|msauth\.net)$/i;
/** Whether a host belongs to Microsoft's cloud. */
export const isCloudHost = (host: string): boolean => cloud.test(host);

const words =
  /activat|work or school account|sign in to (set up|get started|office)|office (subscription|365)|microsoft 365|microsoft account|let'?s get you signed in|geschäfts-?,? (oder )?schul|office aktivieren/i;
/** Whether the words or the host of the box are those of a web sign-in or of the activation of Office. */
export const namesWebSignIn = reading((seen: Seen): Truth => {
  const text = seen.text('popup.text');
  const host = boxHost(seen);
  return any(
    host === undefined ? undefined : isCloudHost(host),
    text === undefined ? undefined : words.test(text),
  );
});
/** Whether a web page asks instead of a Windows box. */
export const asksByWebPage = (seen: Seen): Truth => {
  const page = shows(seen, 'web-sign-in');
  return page === true || namesWebSignIn(seen) === true ? true : page;
};
